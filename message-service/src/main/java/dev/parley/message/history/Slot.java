package dev.parley.message.history;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;

/// Where a message id counts: within its conversation.
public record Slot(ConversationId conversationId, MessageId id) {}
