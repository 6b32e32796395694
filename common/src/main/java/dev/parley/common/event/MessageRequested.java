package dev.parley.common.event;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// `conversation.message_requested`: a system message that a conversation shall carry, once.
///
/// @param messageId made from what asked for it, so that asking twice gives one message
/// @param silent whether it leaves unread counts alone
public record MessageRequested(
    MessageId messageId,
    ConversationId conversationId,
    String text,
    @Nullable JsonNode metadata,
    boolean silent)
    implements EventBody {

  /// The same message by another id.
  public MessageRequested as(MessageId otherId) {
    return new MessageRequested(otherId, conversationId, text, metadata, silent);
  }

  @Override
  public String topic() {
    return Topics.CONVERSATION_MESSAGE_REQUESTED;
  }

  @Override
  public String partitionKey() {
    return conversationId.toString();
  }

  @Override
  public String subjectId() {
    return messageId.toString();
  }
}
