package dev.parley.common.event;

import dev.parley.common.id.ConversationId;
import java.time.Instant;

/// `conversation.erased`: nothing is left of the messages of a group that was deleted.
///
/// @param messages how many there were, those not counted that had been deleted before
/// @param at when the last of it was done
public record ConversationErased(ConversationId conversationId, long messages, Instant at)
    implements EventBody {

  @Override
  public String topic() {
    return Topics.CONVERSATION_ERASED;
  }

  @Override
  public String partitionKey() {
    return conversationId.toString();
  }
}
