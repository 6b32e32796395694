package dev.parley.conversation.unread;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;

/// Where a participant's markers stand, and what that leaves unread in the conversation.
public record MarkerState(
    ConversationId conversationId,
    UserId userId,
    long readSeq,
    long deliveredSeq,
    long unreadCount) {}
