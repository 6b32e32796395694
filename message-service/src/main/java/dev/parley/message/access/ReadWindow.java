package dev.parley.message.access;

import org.jspecify.annotations.Nullable;

/// What of a conversation someone may read: the messages after one seq, up to another.
///
/// @param fromSeq 0 for all from the beginning; the message with this seq is not in it
/// @param toSeq the last one; [Long#MAX_VALUE] for whoever is still there
/// @param leaving null for whoever is still there; else they read messages as they were then
public record ReadWindow(long fromSeq, long toSeq, @Nullable Leaving leaving) {

  public static final ReadWindow ALL = new ReadWindow(0, Long.MAX_VALUE, null);

  public boolean contains(long seq) {
    return seq > fromSeq && seq <= toSeq;
  }
}
