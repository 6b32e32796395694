package dev.parley.bench.corpus;

import dev.parley.bench.corpus.Proportions.Reads;

/// Someone in a conversation. Who has read nothing has not written either: sending moves one's own
/// marker.
final class Member {

  private final String user;
  private final boolean admin;
  private final Reads reads;
  private final int behind;
  private long lastSent;

  /// @param behind how many messages they have not read, where they have read nearly all
  Member(String user, boolean admin, Reads reads, int behind) {
    this.user = user;
    this.admin = admin;
    this.reads = reads;
    this.behind = behind;
  }

  String user() {
    return user;
  }

  boolean isAdmin() {
    return admin;
  }

  boolean writes() {
    return reads != Reads.NOTHING;
  }

  boolean hasWritten() {
    return lastSent > 0;
  }

  void sent(long seq) {
    lastSent = seq;
  }

  long readSeq(long lastSeq) {
    return switch (reads) {
      case ALL -> lastSeq;
      case NEARLY_ALL -> Math.max(lastSent, lastSeq - behind);
      case NOTHING -> 0;
    };
  }

  long deliveredSeq(long lastSeq) {
    return writes() ? lastSeq : 0;
  }
}
