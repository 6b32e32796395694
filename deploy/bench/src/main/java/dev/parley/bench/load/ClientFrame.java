package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A WebSocket text frame from a client: one piece, masked.
///
/// Source: RFC 6455, section 5.2 (layout) and 5.3 (masking).
final class ClientFrame {
  private static final int FIN_TEXT = 0x81;
  private static final int MASKED = 0x80;
  private final byte[] bytes;
  private final int payloadStart;
  private final int mask;

  ClientFrame(String payload, int mask) {
    byte[] text = payload.getBytes(UTF_8);
    this.mask = mask;
    this.payloadStart = headerLength(text.length);
    this.bytes = new byte[payloadStart + text.length];
    writeHeader(text.length);
    put(0, text);
  }

  private static int headerLength(int payload) {
    if (payload > 0xffff) {
      throw new IllegalArgumentException("A payload has at most 65 535 bytes: " + payload);
    }
    return payload < 126 ? 6 : 8;
  }

  private void writeHeader(int length) {
    bytes[0] = (byte) FIN_TEXT;
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
