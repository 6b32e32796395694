package dev.parley.media.scanning;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Sends a file to clamd, in pieces, and reads what it found.
///
/// Source: clamd(8), "COMMANDS", INSTREAM.
final class Clamd {

  private static final byte[] COMMAND = "zINSTREAM\0".getBytes(UTF_8);
  private static final int PIECE = 64 * 1024;
  private static final int LONGEST_ANSWER = 4096;

  private final String address;
  private final Duration timeout;

  /// @param address `host:port`, or the path of a socket
  Clamd(String address, Duration timeout) {
    this.address = address;
    this.timeout = timeout;
  }

  /// Such as `stream: OK` or `stream: Eicar-Test-Signature FOUND`.
  ///
  /// @throws IOException when it is away
  String scan(Path file) throws IOException {
    try (SocketChannel channel = connect()) {
      Thread watch = Thread.ofVirtual().start(() -> closeWhenOver(channel));
      try {
        send(file, channel);
        return answer(channel);
      } finally {
        watch.interrupt();
      }
    }
  }

  private SocketChannel connect() throws IOException {
    if (address.startsWith("/")) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(address));
      return channel;
    }
    int colon = address.lastIndexOf(':');
    SocketChannel channel = SocketChannel.open();
    channel.connect(
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
    return channel;
  }

  private static void send(Path file, SocketChannel channel) throws IOException {
    DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
    out.write(COMMAND);
    byte[] piece = new byte[PIECE];
    try (InputStream in = Files.newInputStream(file)) {
      int read = in.read(piece);
      while (read > 0) {
        out.writeInt(read);
        out.write(piece, 0, read);
        read = in.read(piece);
      }
      out.writeInt(0);
      out.flush();
    } catch (IOException e) {
      // It answers and closes as soon as it has had too much: the answer says so.
      if (!channel.isOpen()) {
        throw e;
      }
    }
  }

  private static String answer(SocketChannel channel) throws IOException {
    String answer =
        new String(Channels.newInputStream(channel).readNBytes(LONGEST_ANSWER), UTF_8)
            .replace("\0", "")
            .strip();
    if (answer.isEmpty()) {
      throw new IOException("clamd gave no answer");
    }
    return answer;
  }

  private void closeWhenOver(SocketChannel channel) {
    try {
      Thread.sleep(timeout);
      channel.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // It is closed either way.
      Thread.currentThread().interrupt();
    }
  }
}
