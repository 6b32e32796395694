package dev.parley.message.access;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.DomainException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of a batch's conversations.
public final class WriteAccesses {

  private final Map<ConversationId, Access> known;
  private final @Nullable DomainException gap;

  /// @param gap why those that are not known could not be asked for; null when none is missing
  WriteAccesses(Map<ConversationId, Access> known, @Nullable DomainException gap) {
    this.known = known;
    this.gap = gap;
  }

  /// Null when there is no such conversation.
  ///
  /// @throws DomainException `unavailable` when nobody can tell
  public @Nullable WriteAccess of(ConversationId conversation) {
    Access access = known.get(conversation);
    if (access == null && gap != null) {
      throw gap;
    }
    return access == null ? null : new WriteAccess(access);
  }
}
