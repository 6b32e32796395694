package dev.parley.conversation.access;

import dev.parley.common.id.ConversationId;
import java.util.List;

/// Who may do what in a conversation, at one version of it.
///
/// @param type `direct` or `group`
/// @param state `open`, `read_only` or `archived`
/// @param blocked whether one of a direct conversation's two has blocked the other
/// @param history `all` or `since_joining`: what those may read who joined later
/// @param hasContext whether it is about something on the platform, such as a booking, as the
///   platform says: what a user says of it counts for nothing
/// @param participants all who are in it now
record Access(
    ConversationId conversationId,
    String type,
    String state,
    long version,
    boolean blocked,
    String history,
    boolean hasContext,
    List<Participant> participants) {

  /// @param role `admin` or `member`
  /// @param joinedSeq the conversation's last seq when they joined
  record Participant(String userId, String role, long joinedSeq) {}
}
