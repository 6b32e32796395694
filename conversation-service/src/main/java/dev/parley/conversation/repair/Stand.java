package dev.parley.conversation.repair;

import dev.parley.common.id.UserId;
import java.util.Map;

/// What is kept of a conversation at some moment.
///
/// @param uncounted how many messages do not count, after the seq that was asked for
/// @param mentions how many mentions, after the seq that was asked for
/// @param participants how many there are
/// @param archivedBySettings whether inboxes leave it out, as they are told
record Stand(
    long lastSeq,
    long rev,
    long uncounted,
    long mentions,
    long participantCount,
    long participants,
    boolean archived,
    boolean archivedBySettings,
    Map<UserId, Unread> unread) {

  /// @param readSeq their read marker
  /// @param deliveredSeq their delivered marker
  record Unread(long readSeq, long deliveredSeq, long unreadCount, long mentionCount) {}
}
