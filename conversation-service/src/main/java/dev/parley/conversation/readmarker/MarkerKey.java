package dev.parley.conversation.readmarker;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;

/// One participant's markers in one conversation.
record MarkerKey(ConversationId conversationId, UserId userId) {}
