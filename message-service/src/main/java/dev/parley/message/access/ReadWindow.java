package dev.parley.message.access;

/// What of a conversation someone may read: the messages after one seq, up to another.
///
/// @param fromSeq 0 for all from the beginning; the message with this seq is not in it
/// @param toSeq the last one; [Long#MAX_VALUE] for whoever is still there
public record ReadWindow(long fromSeq, long toSeq) {

  public static final ReadWindow ALL = new ReadWindow(0, Long.MAX_VALUE);

  public boolean contains(long seq) {
    return seq > fromSeq && seq <= toSeq;
  }
}
