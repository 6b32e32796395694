package dev.parley.realtime.socketio.engine;

import io.netty.buffer.ByteBuf;

/// Whether bytes are well-formed UTF-8 (Unicode 16, table 3-7): no overlong form, surrogate or
/// value past U+10FFFF.
final class Utf8 {

  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  static boolean valid(ByteBuf bytes) {
    int at = bytes.readerIndex();
    int end = bytes.writerIndex();
    while (at < end) {
      while (end - at >= 8 && (bytes.getLong(at) & HIGH_BITS) == 0) {
        at += 8;
      }
      if (at == end) {
        return true;
      }
      int length = sequence(bytes, at, end);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /// Length of the sequence that begins here, 0 when there is none.
  private static int sequence(ByteBuf bytes, int at, int end) {
    int lead = bytes.getByte(at) & 0xFF;
    if (lead < 0x80) {
      return 1;
    }
    int length = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 0 || end - at < length) {
      return 0;
    }
    int second = bytes.getByte(at + 1) & 0xFF;
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes.getByte(at + i) & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
