package dev.parley.bench.load;

import java.util.ArrayList;
import java.util.List;

/// What is kept of every message of a run, by its number; in pieces, so that growing copies
/// nothing.
final class MessageLog {
  static final byte SENT = 0;
  static final byte ACKED = 1;
  static final byte REFUSED = 2;
  private static final int PIECE_BITS = 15;
  private static final int PIECE = 1 << PIECE_BITS;
  private final List<Piece> pieces = new ArrayList<>();
  private final int seenWords;
  private int size;

  /// @param members of a conversation: how many may see a message
  MessageLog(int members) {
    seenWords = (members + 63) / 64;
  }

  int size() {
    return size;
  }

  int add(int sender, long at, boolean counted) {
    if (size == SendFrame.MAX_MESSAGES) {
      throw new IllegalStateException("A run has at most " + SendFrame.MAX_MESSAGES + " messages");
    }
    int number = size++;
    if ((number & (PIECE - 1)) == 0) {
      pieces.add(new Piece(seenWords));
    }
    Piece piece = piece(number);
    int i = number & (PIECE - 1);
    piece.at[i] = at;
    piece.sender[i] = sender;
    piece.counted[i] = counted;
    piece.seq[i] = PacketScanner.NONE;
    return number;
  }

  long at(int number) {
    return piece(number).at[number & (PIECE - 1)];
  }

  int sender(int number) {
    return piece(number).sender[number & (PIECE - 1)];
  }

  boolean counted(int number) {
    return piece(number).counted[number & (PIECE - 1)];
  }

  byte state(int number) {
    return piece(number).state[number & (PIECE - 1)];
  }

  void state(int number, byte state) {
    piece(number).state[number & (PIECE - 1)] = state;
  }

  long seq(int number) {
    return piece(number).seq[number & (PIECE - 1)];
  }

  void seq(int number, long seq) {
    piece(number).seq[number & (PIECE - 1)] = seq;
  }

  /// How many members have seen the message.
  int seen(int number) {
    return piece(number).seenBy[number & (PIECE - 1)];
  }

  /// @return false when this member had seen it already
  boolean see(int number, int member) {
    Piece piece = piece(number);
    int i = number & (PIECE - 1);
    int word = i * seenWords + member / 64;
    long bit = 1L << member;
    if ((piece.seen[word] & bit) != 0) {
      return false;
    }
    piece.seen[word] |= bit;
    piece.seenBy[i]++;
    return true;
  }

  private Piece piece(int number) {
    return pieces.get(number >>> PIECE_BITS);
  }

  private static final class Piece {
    private final long[] at = new long[PIECE];
    private final int[] sender = new int[PIECE];
    private final boolean[] counted = new boolean[PIECE];
    private final byte[] state = new byte[PIECE];
    private final long[] seq = new long[PIECE];
    private final int[] seenBy = new int[PIECE];
    private final long[] seen;

    Piece(int seenWords) {
      seen = new long[PIECE * seenWords];
    }
  }
}
