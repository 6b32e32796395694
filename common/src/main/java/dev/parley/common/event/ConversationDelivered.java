package dev.parley.common.event;

import dev.parley.common.id.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A participant's delivered marker has moved: `conversation.delivered`.
///
/// @param seq where it stands now; it only ever moves forward
/// @param unreadCount no longer told, like `total` and `version`: what is delivered leaves what is
///   unread as it is
public record ConversationDelivered(
    ConversationId conversationId,
    String userId,
    long seq,
    Instant at,
    @Nullable Long unreadCount,
    @Nullable Long total,
    @Nullable Long version)
    implements EventBody {

  public ConversationDelivered(ConversationId conversationId, String userId, long seq, Instant at) {
    this(conversationId, userId, seq, at, null, null, null);
  }

  @Override
  public String topic() {
    return Topics.CONVERSATION_DELIVERED;
  }

  @Override
  public String partitionKey() {
    return conversationId.toString();
  }

  @Override
  public String subjectId() {
    return userId;
  }
}
