package dev.parley.message.search.indexing;

import dev.parley.common.id.ConversationId;
import java.util.UUID;

/// 16 384 messages of a conversation, in a row. Its terms in the index begin with the same six
/// characters: what is asked of one stretch costs what that stretch holds, in however large a
/// conversation it lies. Two stretches may share their characters; the documents tell them apart.
public final class Stretch {

  private static final int BITS = 14;
  private static final int LENGTH = 6;
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private Stretch() {}

  public static long of(long seq) {
    return seq >> BITS;
  }

  public static long firstSeq(long stretch) {
    return stretch << BITS;
  }

  public static String prefix(ConversationId conversation, long stretch) {
    UUID id = conversation.value();
    long mixed =
        mix(id.getMostSignificantBits() ^ mix(id.getLeastSignificantBits() ^ mix(stretch)));
    StringBuilder prefix = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      prefix.append(DIGITS.charAt((int) Long.remainderUnsigned(mixed, DIGITS.length())));
      mixed = Long.divideUnsigned(mixed, DIGITS.length());
    }
    return prefix.toString();
  }

  /// Source: the finalizer of SplitMix64 (Steele, Lea, Flood, “Fast splittable pseudorandom number
  /// generators”, 2014).
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
