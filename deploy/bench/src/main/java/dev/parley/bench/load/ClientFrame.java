package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A WebSocket frame from a client: one piece, masked.
///
/// Source: RFC 6455, section 5.2 (layout) and 5.3 (masking).
final class ClientFrame {
  private static final int TEXT = 0x81;
  private static final int PONG = 0x8a;
  private static final int MASKED = 0x80;
  private final byte[] bytes;
  private final int payloadStart;
  private final int mask;

  private ClientFrame(int kind, byte[] payload, int mask) {
    this.mask = mask;
    this.payloadStart = headerLength(payload.length);
    this.bytes = new byte[payloadStart + payload.length];
    writeHeader(kind, payload.length);
    put(0, payload);
  }

  static ClientFrame text(String payload, int mask) {
    return new ClientFrame(TEXT, payload.getBytes(UTF_8), mask);
  }

  static ClientFrame pong(byte[] payload, int mask) {
    return new ClientFrame(PONG, payload, mask);
  }

  private static int headerLength(int payload) {
    if (payload > 0xffff) {
      throw new IllegalArgumentException("A payload has at most 65 535 bytes: " + payload);
    }
    return payload < 126 ? 6 : 8;
  }

  private void writeHeader(int kind, int length) {
    bytes[0] = (byte) kind;
    if (length < 126) {
      bytes[1] = (byte) (MASKED | length);
    } else {
      bytes[1] = (byte) (MASKED | 126);
      bytes[2] = (byte) (length >>> 8);
      bytes[3] = (byte) length;
    }
    for (int i = 0; i < 4; i++) {
      bytes[payloadStart - 4 + i] = maskAt(i);
    }
  }

  private byte maskAt(int offset) {
    return (byte) (mask >>> (24 - 8 * (offset & 3)));
  }

  /// Overwrites part of the payload.
  ///
  /// @param offset where in the payload
  void put(int offset, byte[] text) {
    for (int i = 0; i < text.length; i++) {
      put(offset + i, text[i]);
    }
  }

  void put(int offset, byte character) {
    bytes[payloadStart + offset] = (byte) (character ^ maskAt(offset));
  }

  /// The frame as it goes over the wire: the very array, until the next [#put].
  byte[] bytes() {
    return bytes;
  }
}
