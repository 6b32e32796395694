package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// Reads from a Socket.IO packet the few things that count, without parsing its JSON: fan-out would
/// cost more here than in the server.
///
/// A packet is the bytes from `from` to before `to`. Remembers where in the packet it found each
/// thing, and looks there first.
final class PacketScanner {
  static final int NONE = -1;
  private static final byte[] NEW_MESSAGE = "[\"new_message\"".getBytes(US_ASCII);
  private static final int DIGITS = 9;
  private final Needle mark;
  private final Needle seq = new Needle("\"seq\":");
  private final Needle accepted = new Needle("\"ok\":true");

  PacketScanner(String mark) {
    this.mark = new Needle(mark);
  }

  /// Whether this is the packet of a new message: `42["new_message",…` or, with an id, `4217[…`.
  static boolean isNewMessage(byte[] bytes, int from, int to) {
    int at = from + 2;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return Needle.matches(NEW_MESSAGE, bytes, at, to);
  }

  /// The number that a message of this run carries in its content; [#NONE] when it is not of this
  /// run.
  int messageNumber(byte[] bytes, int from, int to) {
    int at = mark.after(bytes, from, to);
    if (at < 0 || at + DIGITS > to) {
      return NONE;
    }
    long number = digits(bytes, at, at + DIGITS);
    return number < SendFrame.FIRST_ACK ? NONE : (int) (number - SendFrame.FIRST_ACK);
  }

  /// The first `seq` in the packet; [#NONE] when it has none.
  long seq(byte[] bytes, int from, int to) {
    int at = seq.after(bytes, from, to);
    return at < 0 ? NONE : digits(bytes, at, to);
  }

  /// The id of an acknowledgement, `43<id>[…`; [#NONE] when there is none.
  static long ackId(byte[] bytes, int from, int to) {
    return digits(bytes, from + 2, to);
  }

  /// Whether an acknowledgement says `ok: true`.
  boolean isAccepted(byte[] bytes, int from, int to) {
    return accepted.after(bytes, from, to) >= 0;
  }

  private static long digits(byte[] bytes, int from, int to) {
    long number = 0;
    int at = from;
    for (; at < to && at - from < 18 && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      number = number * 10 + (bytes[at] - '0');
    }
    return at == from ? NONE : number;
  }

  /// A text to look for, and how far into the packet it last was.
  private static final class Needle {
    private final byte[] text;
    private int hint;

    Needle(String text) {
      this.text = text.getBytes(US_ASCII);
    }

    /// @return the place right after the text, or [#NONE]
    int after(byte[] bytes, int from, int to) {
      if (matches(text, bytes, from + hint, to)) {
        return from + hint + text.length;
      }
      for (int at = from; at <= to - text.length; at++) {
        if (bytes[at] == text[0] && matches(text, bytes, at, to)) {
          hint = at - from;
          return at + text.length;
        }
      }
      return NONE;
    }

    static boolean matches(byte[] text, byte[] bytes, int at, int to) {
      return at + text.length <= to
          && Arrays.equals(text, 0, text.length, bytes, at, at + text.length);
    }
  }
}
