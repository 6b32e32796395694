package dev.parley.conversation.participant;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;

/// @param former whether the user has left, or was taken out
public record Participant(ConversationId conversationId, UserId userId, Role role, boolean former) {

  public boolean isAdmin() {
    return role == Role.ADMIN;
  }
}
