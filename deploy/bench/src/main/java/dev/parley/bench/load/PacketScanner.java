package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// Reads from a Socket.IO packet the few things that count, without parsing its JSON: fan-out would
/// cost more here than in the server.
///
/// Remembers where it found each thing, and looks there first.
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
  static boolean isNewMessage(byte[] packet, int length) {
    int at = 2;
    while (at < length && packet[at] >= '0' && packet[at] <= '9') {
      at++;
    }
    return Needle.matches(NEW_MESSAGE, packet, at, length);
  }

  /// The number that a message of this run carries in its content; [#NONE] when it is not of this
  // run.
  int messageNumber(byte[] packet, int length) {
    int at = mark.after(packet, length);
    if (at < 0 || at + DIGITS > length) {
      return NONE;
    }
    long number = digits(packet, at, at + DIGITS);
    return number < SendFrame.FIRST_ACK ? NONE : (int) (number - SendFrame.FIRST_ACK);
  }

  /// The first `seq` in the packet; [#NONE] when it has none.
  long seq(byte[] packet, int length) {
    int at = seq.after(packet, length);
    return at < 0 ? NONE : digits(packet, at, length);
  }

  /// The id of an acknowledgement, `43<id>[…`; [#NONE] when there is none.
  static long ackId(byte[] packet, int length) {
    return digits(packet, 2, length);
  }

  /// Whether an acknowledgement says `ok: true`.
  boolean isAccepted(byte[] packet, int length) {
    return accepted.after(packet, length) >= 0;
  }

  private static long digits(byte[] packet, int from, int to) {
    long number = 0;
    int at = from;
    for (; at < to && at - from < 18 && packet[at] >= '0' && packet[at] <= '9'; at++) {
      number = number * 10 + (packet[at] - '0');
    }
    return at == from ? NONE : number;
  }

  /// A text to look for, and where it was last.
  private static final class Needle {
    private final byte[] text;
    private int hint;

    Needle(String text) {
      this.text = text.getBytes(US_ASCII);
    }

    /// @return the place right after the text, or [#NONE]
    int after(byte[] packet, int length) {
      if (matches(text, packet, hint, length)) {
        return hint + text.length;
      }
      for (int at = 0; at <= length - text.length; at++) {
        if (packet[at] == text[0] && matches(text, packet, at, length)) {
          hint = at;
          return at + text.length;
        }
      }
      return NONE;
    }

    static boolean matches(byte[] text, byte[] packet, int at, int length) {
      if (at + text.length > length) {
        return false;
      }
      for (int i = 0; i < text.length; i++) {
        if (packet[at + i] != text[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
