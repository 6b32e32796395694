package dev.parley.media.scanning;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
  /// @throws ConnectException when it is away
  /// @throws IOException when it has begun with this file, and does not come to an end
  String scan(Path file) throws IOException {
    try (SocketChannel channel = connect()) {
      Thread watch = watch(channel);
      try {
        send(file, channel);
        return answer(channel);
      } finally {
        watch.interrupt();
      }
    }
  }

  private SocketChannel connect() throws ConnectException {
    SocketChannel channel = null;
    try {
      SocketAddress target = target();
      channel =
          target instanceof UnixDomainSocketAddress
              ? SocketChannel.open(StandardProtocolFamily.UNIX)
              : SocketChannel.open();
      // A socket's timeout, for a channel has none: where it is over, connecting has failed.
      Thread watch = watch(channel);
      try {
        channel.connect(target);
      } finally {
        watch.interrupt();
      }
      return channel;
    } catch (IOException | UnresolvedAddressException e) {
      close(channel);
      throw (ConnectException) new ConnectException("clamd is away").initCause(e);
    }
  }

  private SocketAddress target() {
    if (address.startsWith("/")) {
      return UnixDomainSocketAddress.of(address);
    }
    int colon = address.lastIndexOf(':');
    return new InetSocketAddress(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  private static void close(@Nullable SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private Thread watch(SocketChannel channel) {
    return Thread.ofVirtual().start(() -> closeWhenOver(channel));
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
