package dev.parley.message.ordering;

import dev.parley.common.id.ConversationId;

/// A locked head, and the numbers this transaction has taken from it.
public final class Head {

  private final ConversationId conversationId;
  private final boolean ended;
  private long lastSeq;
  private long lastRev;

  Head(ConversationId conversationId, boolean ended, long lastSeq, long lastRev) {
    this.conversationId = conversationId;
    this.ended = ended;
    this.lastSeq = lastSeq;
    this.lastRev = lastRev;
  }

  public ConversationId conversationId() {
    return conversationId;
  }

  /// Whether the conversation was deleted, and gives out no numbers any more.
  public boolean isEnded() {
    return ended;
  }

  public long lastSeq() {
    return lastSeq;
  }

  public long lastRev() {
    return lastRev;
  }

  public long nextSeq() {
    return ++lastSeq;
  }

  public long nextRev() {
    return ++lastRev;
  }
}
