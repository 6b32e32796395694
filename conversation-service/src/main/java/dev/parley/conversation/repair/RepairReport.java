package dev.parley.conversation.repair;

import dev.parley.common.id.ConversationId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a repair looked at, and what was wrong.
///
/// @param checked how many conversations
/// @param mended those where something was wrong; in a dry run it still is
/// @param busy those that changed all the while, whose messages could not be asked for, or for
///   which there was no time; they can be asked for again
/// @param nextCursor what asks for the next conversations; absent after the last
record RepairReport(
    UUID id,
    boolean dryRun,
    int checked,
    List<Mended> mended,
    List<ConversationId> busy,
    @Nullable String nextCursor) {

  /// @param fromSeq the messages after this one were looked through
  record Mended(ConversationId conversationId, long fromSeq, List<Finding> findings) {}
}
