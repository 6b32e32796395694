package dev.parley.message.access;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  private static final String OPEN = "open";

  boolean isParticipant(UserId user) {
    return roles.containsKey(user);
  }

  /// What holds after an event that is newer than this.
  ///
  /// @return null where the event names only the users that it touched, and one before it is
  ///   missing
  @Nullable Access after(ConversationBody event) {
    boolean nowOpen = event.state().equals(OPEN);
    boolean nowBlocked = !event.blockedBy().isEmpty();
    if (event.participantsComplete()) {
      return new Access(
          conversationId, direct, nowOpen, nowBlocked, event.version(), rolesIn(event));
    }
    if (event.version() != version + 1) {
      return null;
    }
    Map<UserId, String> next = new HashMap<>(roles);
    List<String> removed = event.removed() == null ? List.of() : event.removed();
    removed.forEach(user -> next.remove(new UserId(user)));
    next.putAll(rolesIn(event));
    return new Access(
        conversationId, direct, nowOpen, nowBlocked, event.version(), Map.copyOf(next));
  }

  static boolean isOpen(String state) {
    return state.equals(OPEN);
  }

  private static Map<UserId, String> rolesIn(ConversationBody event) {
    Map<UserId, String> roles = HashMap.newHashMap(event.participants().size());
    event.participants().forEach(p -> roles.put(new UserId(p.userId()), p.role()));
    return Map.copyOf(roles);
  }
}
