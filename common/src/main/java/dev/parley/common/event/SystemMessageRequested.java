package dev.parley.common.event;

import dev.parley.common.id.ConversationId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// `system.message_requested`, from the platform: a system message, once for each key.
///
/// @param key the platform's own identifier of the request, at most 200 characters
/// @param conversationId where; or `participantIds`
/// @param participantIds the two in whose conversation
/// @param text at most 16 000 characters
/// @param metadata an object, at most 4 KiB
/// @param silent whether the message leaves unread counts alone; it counts unless told
public record SystemMessageRequested(
    String key,
    @Nullable ConversationId conversationId,
    @Nullable List<String> participantIds,
    String text,
    @Nullable JsonNode metadata,
    @Nullable Boolean silent)
    implements EventBody {

  @Override
  public String topic() {
    return Topics.SYSTEM_MESSAGE_REQUESTED;
  }

  @Override
  public String partitionKey() {
    return key;
  }
}
