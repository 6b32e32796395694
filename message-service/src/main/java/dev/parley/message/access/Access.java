package dev.parley.message.access;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who may do what in a conversation, at one version of it.
///
/// @param hasContext whether it is about something on the platform, as the platform says
/// @param open whether it takes new messages
/// @param blocked whether one side of a direct conversation has blocked the other
/// @param sinceJoining whether a participant reads only what came after they joined
record Access(
    ConversationId conversationId,
    boolean direct,
    boolean hasContext,
    boolean open,
    boolean blocked,
    boolean sinceJoining,
    long version,
    Map<UserId, Member> members) {

  private static final String OPEN = "open";
  private static final String DIRECT = "direct";
  private static final String SINCE_JOINING = "since_joining";
  private static final String ADMIN = "admin";

  /// @param joinedSeq the conversation's last seq when they joined
  record Member(boolean admin, long joinedSeq) {

    private static final Member FOUNDER = new Member(false, 0);

    /// Most have been there from the first message on, and share one.
    static Member of(String role, long joinedSeq) {
      return joinedSeq == 0 && !role.equals(ADMIN)
          ? FOUNDER
          : new Member(role.equals(ADMIN), joinedSeq);
    }
  }

  boolean isParticipant(UserId user) {
    return members.containsKey(user);
  }

  /// Of a group; a direct conversation has none.
  boolean isAdmin(UserId user) {
    Member member = members.get(user);
    return !direct && member != null && member.admin();
  }

  ReadWindow windowOf(UserId participant) {
    return sinceJoining
        ? new ReadWindow(
            Objects.requireNonNull(members.get(participant)).joinedSeq(), Long.MAX_VALUE, null)
        : ReadWindow.ALL;
  }

  /// Whether every participant may read the message with this seq. Who joins from now on reads
  /// nothing that is sent before, so what this says holds for all that a message sent now shows.
  boolean isReadByAll(long seq) {
    return !sinceJoining || members.values().stream().allMatch(member -> member.joinedSeq() < seq);
  }

  /// What holds after an event that is newer than this.
  ///
  /// @return null where the event names only the users that it touched, and one before it is
  ///   missing
  @Nullable Access after(ConversationBody event) {
    if (event.participantsComplete()) {
      return with(event, Map.copyOf(membersIn(event)));
    }
    if (event.version() != version + 1) {
      return null;
    }
    Map<UserId, Member> next = new HashMap<>(members);
    List<String> removed = event.removed() == null ? List.of() : event.removed();
    removed.forEach(user -> next.remove(new UserId(user)));
    next.putAll(membersIn(event));
    return with(event, Map.copyOf(next));
  }

  static boolean isDirect(String type) {
    return type.equals(DIRECT);
  }

  static boolean isOpen(String state) {
    return state.equals(OPEN);
  }

  static boolean isSinceJoining(@Nullable String history) {
    return SINCE_JOINING.equals(history);
  }

  private Access with(ConversationBody event, Map<UserId, Member> next) {
    return new Access(
        conversationId,
        direct,
        Boolean.TRUE.equals(event.contextByPlatform()),
        isOpen(event.state()),
        !event.blockedBy().isEmpty(),
        isSinceJoining(event.history()),
        event.version(),
        next);
  }

  private static Map<UserId, Member> membersIn(ConversationBody event) {
    Map<UserId, Member> members = HashMap.newHashMap(event.participants().size());
    event
        .participants()
        .forEach(p -> members.put(new UserId(p.userId()), Member.of(p.role(), p.joinedSeq())));
    return members;
  }
}
