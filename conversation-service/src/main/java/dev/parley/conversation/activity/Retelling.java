package dev.parley.conversation.activity;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;

/// A conversation's messages from some seq on, told once more by message-service itself.
public final class Retelling {

  private final ConversationId conversation;
  private final long fromSeq;
  private final Activity activity = new Activity();

  /// @param fromSeq the messages after this one follow
  public Retelling(ConversationId conversation, long fromSeq) {
    this.conversation = conversation;
    this.fromSeq = fromSeq;
  }

  public void take(MessageBody message) {
    activity.take(message);
  }

  public ConversationId conversation() {
    return conversation;
  }

  public long fromSeq() {
    return fromSeq;
  }

  Activity activity() {
    return activity;
  }
}
