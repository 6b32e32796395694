package dev.parley.message.change;

import dev.parley.common.id.ConversationId;

/// One user's one reaction.
record Reactor(ConversationId conversationId, long seq, String emoji, String userId) {}
