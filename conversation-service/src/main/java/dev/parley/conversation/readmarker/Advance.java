package dev.parley.conversation.readmarker;

/// Where a participant's markers shall stand at least.
record Advance(MarkerKey key, long readTo, long deliveredTo) {

  Advance and(Advance other) {
    return new Advance(
        key, Math.max(readTo, other.readTo), Math.max(deliveredTo, other.deliveredTo));
  }

  boolean moves(Standing standing) {
    return readTo > standing.readSeq() || deliveredTo > standing.deliveredSeq();
  }
}
