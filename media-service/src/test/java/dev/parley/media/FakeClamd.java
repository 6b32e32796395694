package dev.parley.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Speaks clamd's INSTREAM, and knows one virus: a file with `EICAR` in it. With one kind of file
/// it cannot deal.
public final class FakeClamd implements AutoCloseable {

  public static final String UNMANAGEABLE = "as large as it can be packed";

  private static final String COMMAND = "zINSTREAM\0";
  private static final int LIMIT = 30 * 1024 * 1024;

  private final ServerSocket server;

  public FakeClamd() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  public String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
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

  private static void answer(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      String command = new String(in.readNBytes(COMMAND.length()), ISO_8859_1);
      String answer = command.equals(COMMAND) ? scan(in) : "UNKNOWN COMMAND";
      socket.getOutputStream().write((answer + "\0").getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String scan(DataInputStream in) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int length = in.readInt();
    while (length > 0) {
      file.write(in.readNBytes(length));
      if (file.size() > LIMIT) {
        return "INSTREAM size limit exceeded. ERROR";
      }
      length = in.readInt();
    }
    if (file.toString(ISO_8859_1).contains(UNMANAGEABLE)) {
      return "stream: Can't allocate memory ERROR";
    }
    boolean isBad = file.toString(ISO_8859_1).contains("EICAR");
    return isBad ? "stream: Eicar-Test-Signature FOUND" : "stream: OK";
  }
}
