package dev.parley.common.event;

import dev.parley.common.id.ConversationId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A participant's read marker has moved, or what they have not read has changed without it:
/// `conversation.read`.
///
/// @param seq where the marker stands now; it only ever moves forward
/// @param unreadCount what the participant has not read in this conversation
/// @param total what the participant has not read in all conversations
/// @param version grows with each of the participant's changes: the higher one holds
/// @param unmoved true where the marker stands where it stood before, and has stood since: this is
///   for the participant's own devices then. Absent otherwise
public record ConversationRead(
    ConversationId conversationId,
    String userId,
    long seq,
    Instant at,
    long unreadCount,
    long total,
    long version,
    @Nullable Boolean unmoved)
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
