package dev.parley.common.event;

import dev.parley.common.id.ConversationId;
import java.time.Instant;
import java.util.Map;

/// A participant's read marker has moved: `conversation.read`.
///
/// @param seq where it stands now; it only ever moves forward
/// @param unreadCount what the participant has not read in this conversation
/// @param total what the participant has not read in all conversations
/// @param version grows with each of the participant's changes: the higher one holds
public record ConversationRead(
    ConversationId conversationId,
    String userId,
    long seq,
    Instant at,
    long unreadCount,
    long total,
    long version)
    implements EventBody {

  @Override
  public String topic() {
    return Topics.CONVERSATION_READ;
  }

  @Override
  public String partitionKey() {
    return conversationId.toString();
  }

  @Override
  public String subjectId() {
    return userId;
  }

  @Override
  public Map<String, String> extensions() {
    return Map.of(Extensions.VERSION, Long.toString(version));
  }
}
