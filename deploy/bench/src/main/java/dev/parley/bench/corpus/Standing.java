package dev.parley.bench.corpus;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a conversation's messages have made of it: the numbers of its head, and those that
/// conversation-service takes from the events.
final class Standing {

  private long lastSeq;
  private long lastRev;
  private long lastUncountedSeq;
  private long lastMentionSeq;
  private long lastCountedSeq;
  private int announcements;
  private Instant activeAt;
  private Instant announcedAt;
  private @Nullable Post last;

  Standing(Instant createdAt) {
    this.activeAt = createdAt;
    this.announcedAt = createdAt;
  }

  /// A new message.
  void take(Post post) {
    lastSeq = post.seq;
    last = post;
    if (post.silent) {
      announcements++;
      announcedAt = post.createdAt;
    } else {
      lastCountedSeq = post.seq;
      activeAt = post.createdAt;
    }
  }

  long nextRev() {
    return ++lastRev;
  }

  /// Something has become of a message.
  void changed(Post post) {
    if (post.isUncounted()) {
      lastUncountedSeq = Math.max(lastUncountedSeq, post.seq);
    }
    if (post.tellsMentions()) {
      lastMentionSeq = Math.max(lastMentionSeq, post.seq);
    }
  }

  long lastSeq() {
    return lastSeq;
  }

  long lastRev() {
    return lastRev;
  }

  long lastUncountedSeq() {
    return lastUncountedSeq;
  }

  long lastMentionSeq() {
    return lastMentionSeq;
  }

  long lastCountedSeq() {
    return lastCountedSeq;
  }

  Instant activeAt() {
    return activeAt;
  }

  /// Each silent message tells of one change to the conversation.
  long version() {
    return 1L + announcements;
  }

  Instant updatedAt() {
    return announcedAt;
  }

  @Nullable Post last() {
    return last;
  }
}
