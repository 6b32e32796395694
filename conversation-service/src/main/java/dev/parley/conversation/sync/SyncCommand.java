package dev.parley.conversation.sync;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// @param known the conversations that the device has, with the rev it holds of each
/// @param since what the last answer gave it
record SyncCommand(UserId user, Map<ConversationId, Long> known, @Nullable String since) {

  long revOf(ConversationId conversation) {
    return known.getOrDefault(conversation, 0L);
  }
}
