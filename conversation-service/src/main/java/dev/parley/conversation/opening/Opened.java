package dev.parley.conversation.opening;

import dev.parley.common.id.ConversationId;

/// @param created false when it was there before
public record Opened(ConversationId id, boolean created) {}
