package dev.parley.realtime.socketio.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A packet to send, encoded once: the bytes of its WebSocket frame, which are the same for every
/// client (a server's frames are not masked), and, behind the frame's header, those of its polling
/// form. Immutable.
public final class OutPacket {

  static final OutPacket PING = sharedText("2".getBytes(StandardCharsets.US_ASCII));
  static final OutPacket CLOSE = sharedText("1".getBytes(StandardCharsets.US_ASCII));
  static final OutPacket NOOP = sharedText("6".getBytes(StandardCharsets.US_ASCII));
  static final OutPacket PROBE_ANSWER = sharedText("3probe".getBytes(StandardCharsets.US_ASCII));

  private static final int TEXT_OPCODE = 0x1;
  private static final int BINARY_OPCODE = 0x2;
  private static final int CLOSE_OPCODE = 0x8;
  private static final int PONG_OPCODE = 0xA;

  private final byte[] frame;
  private final int start;
  private final boolean binary;
  private final boolean shared;
  private final List<OutPacket> attachments;
  private final long bytes;

  private OutPacket(int opcode, boolean shared, List<OutPacket> attachments, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length = Math.addExact(length, part.length);
    }
    this.start = headerLength(length);
    this.frame = new byte[start + length];
    writeHeader(frame, opcode, length);
    int at = start;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, frame, at, part.length);
      at += part.length;
    }
    this.binary = opcode == BINARY_OPCODE;
    this.shared = shared;
    this.attachments = attachments;
    this.bytes = frame.length + attachments.stream().mapToLong(OutPacket::bytes).sum();
  }

  /// For one client.
  ///
  /// @param parts its text in UTF-8, the Engine.IO packet type first
  public static OutPacket text(byte[]... parts) {
    return new OutPacket(TEXT_OPCODE, false, List.of(), parts);
  }

  /// For many clients: each event loop copies it out of the heap once per burst, not once per
  /// client.
  public static OutPacket sharedText(byte[]... parts) {
    return new OutPacket(TEXT_OPCODE, true, List.of(), parts);
  }

  /// A text packet and the binary ones that must follow it with nothing between.
  public static OutPacket textWithAttachments(List<byte[]> attachments, byte[]... parts) {
    return new OutPacket(
        TEXT_OPCODE, false, attachments.stream().map(OutPacket::binary).toList(), parts);
  }

  public static OutPacket binary(byte[] data) {
    return new OutPacket(BINARY_OPCODE, false, List.of(), data);
  }

  static OutPacket webSocketPong(byte[] data) {
    return new OutPacket(PONG_OPCODE, false, List.of(), data);
  }

  static OutPacket webSocketClose(int status, String reason) {
    byte[] code = {(byte) (status >> 8), (byte) status};
    return new OutPacket(
        CLOSE_OPCODE, false, List.of(), code, reason.getBytes(StandardCharsets.UTF_8));
  }

  /// On the wire as WebSocket frames, its attachments counted.
  public long bytes() {
    return bytes;
  }

  boolean shared() {
    return shared;
  }

  boolean binary() {
    return binary;
  }

  List<OutPacket> attachments() {
    return attachments;
  }

  ByteBuf frame(ByteBufAllocator allocator) {
    return allocator.directBuffer(frame.length, frame.length).writeBytes(frame);
  }

  int payloadLength() {
    return frame.length - start;
  }

  void writePayload(ByteBuf out) {
    out.writeBytes(frame, start, frame.length - start);
  }

  byte[] payload() {
    byte[] payload = new byte[frame.length - start];
    System.arraycopy(frame, start, payload, 0, payload.length);
    return payload;
  }

  private static int headerLength(int length) {
    if (length < 126) {
      return 2;
    }
    return length <= 0xFFFF ? 4 : 10;
  }

  /// RFC 6455, section 5.2: FIN, no mask.
  private static void writeHeader(byte[] frame, int opcode, int length) {
    frame[0] = (byte) (0x80 | opcode);
    if (length < 126) {
      frame[1] = (byte) length;
    } else if (length <= 0xFFFF) {
      frame[1] = 126;
      frame[2] = (byte) (length >> 8);
      frame[3] = (byte) length;
    } else {
      frame[1] = 127;
      frame[6] = (byte) (length >> 24);
      frame[7] = (byte) (length >> 16);
      frame[8] = (byte) (length >> 8);
      frame[9] = (byte) length;
    }
  }
}
