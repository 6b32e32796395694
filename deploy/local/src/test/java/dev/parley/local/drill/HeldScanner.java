package dev.parley.local.drill;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/// A clamd that finds nothing, and says so once it is let: until then what was uploaded is in work.
final class HeldScanner implements AutoCloseable {

  private static final int COMMAND = "zINSTREAM\0".length();

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final CountDownLatch released = new CountDownLatch(1);

  HeldScanner() throws IOException {
    Thread.ofVirtual().start(this::serve);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  void release() {
    released.countDown();
  }

  @Override
  public void close() throws IOException {
    release();
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      in.skipNBytes(COMMAND);
      for (int length = in.readInt(); length > 0; length = in.readInt()) {
        in.skipNBytes(length);
      }
      released.await();
      socket.getOutputStream().write("stream: OK\0".getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
