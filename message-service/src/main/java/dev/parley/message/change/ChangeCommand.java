package dev.parley.message.change;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;

/// @param actor as the token says
public record ChangeCommand(
    UserId actor, ConversationId conversationId, MessageId messageId, Change change) {}
