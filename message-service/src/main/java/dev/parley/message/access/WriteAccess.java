package dev.parley.message.access;

import dev.parley.common.id.UserId;

/// What a sender needs to know of a conversation.
public final class WriteAccess {

  private final Access access;

  WriteAccess(Access access) {
    this.access = access;
  }

  public boolean isParticipant(UserId user) {
    return access.isParticipant(user);
  }

  public boolean isBlocked() {
    return access.blocked();
  }

  /// Whether it takes messages from its participants.
  public boolean isWritable() {
    return access.open() && !access.blocked();
  }
}
