package dev.parley.conversation.membership;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.problem.ValidationException;
import dev.parley.conversation.announcement.Happening;
import dev.parley.conversation.conversation.Conversation;
import dev.parley.conversation.conversation.Conversations;
import dev.parley.conversation.conversation.ForbiddenException;
import dev.parley.conversation.participant.Participant;
import dev.parley.conversation.participant.Participants;
import dev.parley.conversation.participant.Role;
import dev.parley.conversation.profile.Profiles;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Who is in a group, and who of them are admins. One change at a time for each group: who is an
/// admin is decided while the conversation's row is held.
@Component
class Memberships {

  private final Conversations conversations;
  private final Participants participants;
  private final Profiles profiles;
  private final MembershipNews news;
  private final Clock clock;

  Memberships(
      Conversations conversations,
      Participants participants,
      Profiles profiles,
      MembershipNews news,
      Clock clock) {
    this.conversations = conversations;
    this.participants = participants;
    this.profiles = profiles;
    this.news = news;
    this.clock = clock;
  }

  /// @param head empty when message-service cannot tell
  /// @throws ForbiddenException `forbidden`
  @Transactional
  public void add(ConversationId id, UserId caller, Set<UserId> users, OptionalLong head) {
    Conversation group = groupOf(id, caller);
    requireAdmin(id, caller);
    if (group.hidesWhatWasBefore() && head.isEmpty()) {
      throw new UnavailableException("message-service");
    }
    if (!profiles.deletedOf(users).isEmpty()) {
      throw new ValidationException("participant_ids", "deleted");
    }
    Instant now = clock.instant();
    List<UserId> added = participants.add(id, users, Role.MEMBER, head.orElse(0), now);
    if (added.isEmpty()) {
      return;
    }
    if (group.participantCount() + added.size() > Participants.MAX) {
      throw new ValidationException("participant_ids", "too_many");
    }
    group.changeMembership(added.size(), now);
    news.added(group, caller, added, now);
    conversations.saveAndFlush(group);
  }

  /// @throws ForbiddenException `forbidden`
  /// @throws LastAdminException `conflict`
  @Transactional
  public void changeRole(ConversationId id, UserId caller, UserId user, Role role) {
    participants.require(id, caller);
    Conversation group = groupOf(id, caller);
    requireAdmin(id, caller);
    Participant participant = member(id, user);
    if (participant.role() == role) {
      return;
    }
    if (participant.isAdmin() && !participants.hasOtherAdmin(id, user)) {
      throw new LastAdminException();
    }
    giveRole(group, caller, user, role);
    conversations.saveAndFlush(group);
  }

  /// @throws ForbiddenException `forbidden`
  /// @throws LastAdminException `conflict`
  @Transactional
  public void remove(ConversationId id, UserId caller, Departure departure) {
    Conversation group = groupOf(id, caller);
    UserId user = departure.user();
    boolean leaves = caller.equals(user);
    if (!leaves || departure.successor() != null) {
      requireAdmin(id, caller);
    }
    Participant participant = member(id, user);
    handOver(group, caller, departure);
    boolean alone = group.participantCount() == 1;
    if (participant.isAdmin() && !alone && !participants.hasOtherAdmin(id, user)) {
      throw new LastAdminException();
    }
    Instant now = clock.instant();
    participants.remove(id, user, departure.head(), now);
    group.changeMembership(-1, now);
    news.removed(group, caller, user, now);
    conversations.saveAndFlush(group);
  }

  private void handOver(Conversation group, UserId caller, Departure departure) {
    UserId successor = departure.successor();
    if (successor == null) {
      return;
    }
    if (!caller.equals(departure.user()) || successor.equals(caller)) {
      throw new ValidationException("successor", "invalid");
    }
    Participant heir =
        participants
            .find(group.conversationId(), successor)
            .filter(participant -> !participant.former())
            .orElseThrow(() -> new ValidationException("successor", "not_participant"));
    if (!heir.isAdmin()) {
      participants.hold(group.conversationId(), List.of(caller, successor));
      giveRole(group, caller, successor, Role.ADMIN);
    }
  }

  private void giveRole(Conversation group, UserId caller, UserId user, Role role) {
    Instant now = clock.instant();
    participants.changeRole(group.conversationId(), user, role);
    group.changeMembership(0, now);
    news.roleChanged(
        group,
        Happening.to(
            role == Role.ADMIN ? Happening.Kind.ADMIN_NAMED : Happening.Kind.ADMIN_DISMISSED,
            caller,
            List.of(user)),
        now);
  }

  /// Holds the row until the transaction ends. That the caller is a participant was seen before, so
  /// that a stranger holds nothing up, and is seen again when it cannot change any more.
  private Conversation groupOf(ConversationId id, UserId caller) {
    Conversation conversation =
        conversations.lock(id.value()).orElseThrow(() -> new NotFoundException("conversation"));
    participants.require(id, caller);
    if (conversation.isDirect()) {
      throw new FixedMembershipException();
    }
    return conversation;
  }

  private void requireAdmin(ConversationId id, UserId caller) {
    if (!participants.require(id, caller).isAdmin()) {
      throw new ForbiddenException("Only an admin may change who takes part");
    }
  }

  private Participant member(ConversationId id, UserId user) {
    return participants
        .find(id, user)
        .filter(participant -> !participant.former())
        .orElseThrow(() -> new NotFoundException("participant"));
  }
}
