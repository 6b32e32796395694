package dev.parley.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A realtime node down to the bytes: it answers each connection's first request as it is told, and
/// gives the connection to the test.
public final class RawNode implements AutoCloseable {

  public static final String SWITCH =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

  /// A connection from the gateway, after the answer.
  public record Connection(String head, Socket socket) {

    public String read(int bytes) {
      return RawNode.read(socket, bytes);
    }

    public void write(String text) {
      RawNode.write(socket, text);
    }
  }

  private final ServerSocket server;
  private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
  private volatile Function<String, String> answer = _ -> SWITCH;

  public RawNode() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /// @param newAnswer from a request's head to the bytes that answer it
  public void answers(Function<String, String> newAnswer) {
    answer = newAnswer;
  }

  /// The next connection that came from the gateway.
  public Connection next() {
    try {
      return Objects.requireNonNull(connections.poll(10, TimeUnit.SECONDS), "no connection came");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public void forgetConnections() {
    connections.clear();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setSoTimeout(10_000);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    String head = head(socket);
    write(socket, answer.apply(head));
    connections.add(new Connection(head, socket));
  }

  /// Goes on writing until an answer comes.
  ///
  /// @return its head
  public static String trickle(Socket socket, String text, Duration pause) {
    try {
      int patience = socket.getSoTimeout();
      socket.setSoTimeout((int) pause.toMillis());
      while (true) {
        try {
          int first = socket.getInputStream().read();
          socket.setSoTimeout(patience);
          return first < 0 ? "" : (char) first + head(socket);
        } catch (SocketTimeoutException nothingYet) {
          write(socket, text);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads up to the empty line.
  public static String head(Socket socket) {
    StringBuilder head = new StringBuilder();
    try {
      InputStream in = socket.getInputStream();
      while (!head.toString().endsWith("\r\n\r\n")) {
        int c = in.read();
        if (c < 0) {
          return head.toString();
        }
        head.append((char) c);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return head.toString();
  }

  public static String read(Socket socket, int bytes) {
    try {
      return new String(socket.getInputStream().readNBytes(bytes), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void write(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
