package dev.parley.message.access;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who may do what in a conversation, at one version of it.
///
/// @param open whether it takes new messages
/// @param blocked whether one side of a direct conversation has blocked the other
/// @param roles `admin` or `member`, by participant
record Access(
    ConversationId conversationId,
    boolean direct,
    boolean open,
    boolean blocked,
    long version,
    Map<UserId, String> roles) {

  boolean isParticipant(UserId user) {
    return roles.containsKey(user);
  }

  /// After a change that names only the users it touched.
  Access changedTo(
      boolean nowOpen, long newVersion, Map<UserId, String> added, Stream<UserId> gone) {
    Map<UserId, String> next =
        roles.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    gone.forEach(next::remove);
    next.putAll(added);
    return new Access(conversationId, direct, nowOpen, blocked, newVersion, Map.copyOf(next));
  }
}
