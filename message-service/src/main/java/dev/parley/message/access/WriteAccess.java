package dev.parley.message.access;

import dev.parley.common.id.UserId;

/// What someone who writes needs to know of a conversation.
public final class WriteAccess {

  private final Access access;

  WriteAccess(Access access) {
    this.access = access;
  }

  public boolean isParticipant(UserId user) {
    return access.isParticipant(user);
  }

  public boolean isAdmin(UserId user) {
    return access.isAdmin(user);
  }

  /// Whether it is between two, and about nothing on the platform.
  public boolean isDirectWithoutContext() {
    return access.direct() && !access.hasContext();
  }

  /// What a participant may read, and so refer to.
  public ReadWindow windowOf(UserId participant) {
    return access.windowOf(participant);
  }

  /// Whether all participants may read the message with this seq.
  public boolean isReadByAll(long seq) {
    return access.isReadByAll(seq);
  }

  /// Whether it takes messages from its participants.
  public boolean isWritable() {
    return access.open() && !access.blocked();
  }

  /// @throws dev.parley.common.problem.DomainException `blocked`, `conversation_read_only`
  public void requireWritable() {
    if (access.blocked()) {
      throw new BlockedException();
    }
    if (!access.open()) {
      throw new ConversationReadOnlyException();
    }
  }
}
