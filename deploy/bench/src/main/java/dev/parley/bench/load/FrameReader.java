package dev.parley.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Cuts what a server sends into WebSocket frames. One for all sockets of a thread: what a socket
/// has of an unfinished frame is its own, the room to read in is shared, so that it stays in the
/// cache.
///
/// Reads only what a Socket.IO server without compression sends: whole, unmasked frames. Source:
/// RFC 6455, section 5.2.
final class FrameReader {
  static final byte[] NOTHING = {};
  private static final int WHOLE = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0f;
  private static final int LARGEST = 16 << 20;
  private byte[] room = new byte[32 << 10];

  /// What to do with a frame; `bytes` are only lent, from `from` to before `to`.
  interface Sink {
    void text(byte[] bytes, int from, int to);

    void ping(byte[] bytes, int from, int to);

    void close();
  }

  /// @param rest what the previous call returned, at first [#NOTHING]
  /// @param in is read to its end
  /// @return the unfinished frame at the end
  /// @throws IllegalStateException when it is not what such a server sends
  byte[] read(byte[] rest, ByteBuf in, Sink sink) {
    int length = rest.length + in.readableBytes();
    if (room.length < length) {
      room = new byte[length * 2];
    }
    byte[] bytes = room;
    System.arraycopy(rest, 0, bytes, 0, rest.length);
    in.readBytes(bytes, rest.length, length - rest.length);
    int at = 0;
    while (length - at >= 2) {
      int payload = payloadLength(bytes, at, length);
      int header = headerLength(bytes[at + 1] & 0xff);
      if (payload < 0 || length - at - header < payload) {
        break;
      }
      dispatch(bytes[at] & 0xff, bytes, at + header, at + header + payload, sink);
      at += header + payload;
    }
    return at == length ? NOTHING : Arrays.copyOfRange(bytes, at, length);
  }

  private static int headerLength(int second) {
    return switch (second) {
      case 126 -> 4;
      case 127 -> 10;
      default -> 2;
    };
  }

  /// @return -1 while the header is not complete
  private static int payloadLength(byte[] bytes, int at, int length) {
    int second = bytes[at + 1] & 0xff;
    if (second > 127) {
      throw new IllegalStateException("a masked frame from the server");
    }
    int header = headerLength(second);
    if (length - at < header) {
      return -1;
    }
    if (second < 126) {
      return second;
    }
    long payload = 0;
    for (int i = 2; i < header; i++) {
      payload = payload << 8 | (bytes[at + i] & 0xff);
    }
    if (payload < 0 || payload > LARGEST) {
      throw new IllegalStateException("a frame of " + payload + " bytes");
    }
    return (int) payload;
  }

  private static void dispatch(int first, byte[] bytes, int from, int to, Sink sink) {
    if ((first & WHOLE) == 0 || (first & RESERVED) != 0) {
      throw new IllegalStateException("a frame in pieces, or compressed");
    }
    switch (first & OPCODE) {
      case 0x1 -> sink.text(bytes, from, to);
      case 0x8 -> sink.close();
      case 0x9 -> sink.ping(bytes, from, to);
      case 0xa -> {
        // A pong nobody asked for is allowed.
      }
      default -> throw new IllegalStateException("a frame of kind " + (first & OPCODE));
    }
  }
}
