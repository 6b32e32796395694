package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.SplittableRandom;

/// One sender's `send_message` packet, built once: a send only fills in what differs.
///
/// The acknowledgement id is the message's number among all of the run, from [#FIRST_ACK] on, so
/// that it always has nine digits and an acknowledgement names its message without a table. The
/// content begins with the run's mark and the same nine digits: that is how a delivery is known
/// again.
final class SendFrame {
  static final int FIRST_ACK = 100_000_000;
  static final int MAX_MESSAGES = 900_000_000;
  private static final String NINE_DIGITS = "000000000";
  private static final String NO_ID = "00000000-0000-4000-8000-000000000000";
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  private static final int ACK_AT = 2;
  private final ClientFrame frame;
  private final int idAt;
  private final int numberAt;

  /// @param mark as of [#mark(String)]
  /// @param chars length of the content
  SendFrame(String conversationId, String mark, int chars, int mask) {
    String filler = " " + "x".repeat(Math.max(0, chars - mark.length() - NINE_DIGITS.length() - 1));
    String payload =
        "42%s[\"send_message\",{\"id\":\"%s\",\"conversation_id\":\"%s\",\"content\":\"%s%s%s\"}]"
            .formatted(NINE_DIGITS, NO_ID, conversationId, mark, NINE_DIGITS, filler);
    frame = ClientFrame.text(payload, mask);
    idAt = payload.indexOf(NO_ID);
    numberAt = payload.indexOf(mark) + mark.length();
  }

  /// What the contents of a run begin with.
  ///
  /// @param run eight characters
  static String mark(String run) {
    return "~" + run + " ";
  }

  /// @return the frame of this message, valid until the next call
  byte[] of(int number, SplittableRandom ids) {
    putDigits(ACK_AT, FIRST_ACK + number);
    putDigits(numberAt, FIRST_ACK + number);
    putId(ids.nextLong(), ids.nextLong());
    return frame.bytes();
  }

  private void putDigits(int at, int value) {
    int rest = value;
    for (int i = NINE_DIGITS.length() - 1; i >= 0; i--) {
      frame.put(at + i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
  }

  /// A random UUID (version 4), as 8-4-4-4-12 hexadecimal digits.
  private void putId(long high, long low) {
    long first = (high & ~0xf000L) | 0x4000L;
    long second = (low >>> 2) | 0x8000000000000000L;
    int at = putHex(idAt, first, 60, 32);
    at = putHex(at + 1, first, 28, 16);
    at = putHex(at + 1, first, 12, 0);
    at = putHex(at + 1, second, 60, 48);
    putHex(at + 1, second, 44, 0);
  }

  private int putHex(int at, long bits, int fromShift, int toShift) {
    int next = at;
    for (int shift = fromShift; shift >= toShift; shift -= 4) {
      frame.put(next++, HEX[(int) (bits >>> shift) & 15]);
    }
    return next;
  }
}
