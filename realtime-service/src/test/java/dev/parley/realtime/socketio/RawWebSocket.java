package dev.parley.realtime.socketio;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A WebSocket client that can do wrong: every byte of its frames is the test's to choose.
public final class RawWebSocket implements AutoCloseable {

  /// What [#awaitClose()] gives where the stream ends without one.
  public static final int NO_CLOSE_FRAME = -1;

  private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(20).toMillis();
  private static final int TEXT = 0x81;
  private static final int BINARY = 0x82;
  private static final int CLOSE = 0x88;

  /// @param head its first byte: FIN, RSV bits and opcode
  public record Frame(int head, byte[] payload) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final String handshake;
  private boolean closeSent;

  private RawWebSocket(Socket socket, String target, String... headers) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    String request =
        "GET "
            + target
            + " HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
            + "\r\n";
    out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    handshake = readHead();
  }

  /// Connects, whatever the server answers: see [#status()].
  public static RawWebSocket open(int port, String target, String... headers) {
    return open(port, 0, target, headers);
  }

  /// @param receiveBuffer of the TCP connection, bytes; 0 for the system's
  public static RawWebSocket open(int port, int receiveBuffer, String target, String... headers) {
    try {
      Socket socket = new Socket();
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return new RawWebSocket(socket, target, headers);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String readHead() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        break;
      }
      head.write(b);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  public int status() {
    return Integer.parseInt(handshake.split(" ", 3)[1]);
  }

  public String handshake() {
    return handshake;
  }

  public RawWebSocket text(String text) {
    return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  public RawWebSocket binary(byte... data) {
    return frame(BINARY, data);
  }

  /// Masked, as a client's must be.
  public RawWebSocket frame(int head, byte[] payload) {
    return write(encode(head, payload, true));
  }

  public RawWebSocket unmasked(int head, byte[] payload) {
    return write(encode(head, payload, false));
  }

  /// Bytes that need not be a frame. A connection that the server has closed swallows them.
  public RawWebSocket write(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException closed) {
      // what the server has said before can still be read
    }
    return this;
  }

  public static byte[] encode(int head, byte[] payload, boolean masked) {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
    int mask = masked ? 0x80 : 0;
    frame.put((byte) head);
    if (payload.length < 126) {
      frame.put((byte) (mask | payload.length));
    } else if (payload.length <= 0xFFFF) {
      frame.put((byte) (mask | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (mask | 127)).putLong(payload.length);
    }
    byte[] key = {1, 2, 3, 4};
    if (masked) {
      frame.put(key);
    }
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (masked ? payload[i] ^ key[i % 4] : payload[i]));
    }
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  /// The next frame; null at the end of the connection.
  public @Nullable Frame next() {
    try {
      int head = in.read();
      if (head < 0) {
        return null;
      }
      long length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = in.readLong();
      }
      byte[] payload = new byte[(int) length];
      in.readFully(payload);
      return new Frame(head, payload);
    } catch (java.net.SocketTimeoutException silence) {
      throw new AssertionError("nothing came", silence);
    } catch (IOException reset) {
      return null;
    }
  }

  /// The next text; fails on anything else.
  public String nextText() {
    Frame frame = next();
    if (frame == null || frame.head() != TEXT) {
      throw new AssertionError(
          frame == null ? "closed" : "frame %x: %s".formatted(frame.head(), frame.text()));
    }
    return frame.text();
  }

  /// The next text that is not a heartbeat, which is answered.
  public String nextMessage() {
    while (true) {
      String text = nextText();
      if (!text.equals("2")) {
        return text;
      }
      text("3");
    }
  }

  public byte[] nextBinary() {
    Frame frame = next();
    while (frame != null && frame.head() == TEXT && frame.text().equals("2")) {
      text("3");
      frame = next();
    }
    if (frame == null || frame.head() != BINARY) {
      throw new AssertionError(frame == null ? "closed" : "frame %x".formatted(frame.head()));
    }
    return frame.payload();
  }

  /// Reads on to the end of the connection.
  ///
  /// @return the status of the close frame, -1 when there was none
  public int awaitClose() {
    int status = NO_CLOSE_FRAME;
    for (Frame frame = next(); frame != null; frame = next()) {
      if (frame.head() == CLOSE) {
        status = frame.payload().length < 2 ? 1005 : ByteBuffer.wrap(frame.payload()).getShort();
        if (!closeSent) {
          closeSent = true;
          frame(CLOSE, frame.payload());
        }
      }
    }
    return status;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
