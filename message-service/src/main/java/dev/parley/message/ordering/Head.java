package dev.parley.message.ordering;

import dev.parley.common.id.ConversationId;

/// A locked head, and the numbers this transaction has taken from it.
public final class Head {

  private final ConversationId conversationId;
  private long lastSeq;
  private long lastRev;

  Head(ConversationId conversationId, long lastSeq, long lastRev) {
    this.conversationId = conversationId;
    this.lastSeq = lastSeq;
    this.lastRev = lastRev;
  }

  public ConversationId conversationId() {
    return conversationId;
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
