package dev.parley.message.history;

import dev.parley.common.id.ConversationId;
import dev.parley.message.access.Leaving;
import org.jspecify.annotations.Nullable;

/// What one reader asks of one conversation: the messages changed since a rev, as far as they may
/// see them.
///
/// @param afterRev the last rev the reader holds; 0 for none
/// @param fromSeq the last seq they may not see, 0 where they see all
/// @param toSeq the last seq they may see: a former participant's last
/// @param leaving of a former participant
record ChangesQuery(
    ConversationId conversationId,
    long afterRev,
    long fromSeq,
    long toSeq,
    @Nullable Leaving leaving) {

  /// For a reader who sees whatever comes.
  static final long NO_END = Long.MAX_VALUE;

  /// A message's rev is never less than its seq, so nothing before this rev is in the window.
  long lowestRev() {
    return Math.max(afterRev, fromSeq);
  }

  boolean isOpen() {
    return toSeq == NO_END;
  }
}
