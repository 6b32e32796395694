package dev.parley.message.history;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.message.access.ReadWindow;
import org.jspecify.annotations.Nullable;

/// What of a conversation its reader pages through.
///
/// @param threadRoot the replies of that message only; null for all messages
record Section(ConversationId conversationId, @Nullable MessageId threadRoot, ReadWindow window) {}
