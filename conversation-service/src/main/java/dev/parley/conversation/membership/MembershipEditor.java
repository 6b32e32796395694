package dev.parley.conversation.membership;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.problem.ValidationException;
import dev.parley.conversation.conversation.Conversation;
import dev.parley.conversation.conversation.ConversationEvents;
import dev.parley.conversation.conversation.Conversations;
import dev.parley.conversation.conversation.ForbiddenException;
import dev.parley.conversation.participant.Participant;
import dev.parley.conversation.participant.Participants;
import dev.parley.conversation.participant.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Takes users into groups, changes their roles and lets them go. One change at a time for each
/// group: who is an admin is decided while the conversation's row is held.
@Component
class MembershipEditor {

  private final Conversations conversations;
  private final Participants participants;
  private final ConversationEvents events;
  private final Clock clock;

  MembershipEditor(
      Conversations conversations,
      Participants participants,
      ConversationEvents events,
      Clock clock) {
    this.conversations = conversations;
    this.participants = participants;
    this.events = events;
    this.clock = clock;
  }

  /// Whoever is in already stays as they are.
  ///
  /// @throws ForbiddenException `forbidden`
  @Transactional
  void add(ConversationId id, UserId caller, Set<UserId> users) {
    Conversation group = groupOf(id, participants.require(id, caller));
    requireAdmin(id, caller);
    Instant now = clock.instant();
    List<UserId> added = participants.add(id, users, Role.MEMBER, now);
    if (added.isEmpty()) {
      return;
    }
    if (group.participantCount() + added.size() > Participants.MAX) {
      throw new ValidationException("participant_ids", "too_many");
    }
    group.changeMembership(added.size(), now);
    events.added(group, added, now);
    conversations.saveAndFlush(group);
  }

  /// @throws ForbiddenException `forbidden`
  /// @throws LastAdminException `conflict`
  @Transactional
  void changeRole(ConversationId id, UserId caller, UserId user, Role role) {
    Conversation group = groupOf(id, participants.require(id, caller));
    requireAdmin(id, caller);
    Participant participant = member(id, user);
    if (participant.role() == role) {
      return;
    }
    if (participant.isAdmin() && !participants.hasOtherAdmin(id, user)) {
      throw new LastAdminException();
    }
    Instant now = clock.instant();
    participants.changeRole(id, user, role);
    group.changeMembership(0, now);
    events.roleChanged(group, user, now);
    conversations.saveAndFlush(group);
  }

  /// A user leaves by removing themselves.
  ///
  /// @throws ForbiddenException `forbidden`
  /// @throws LastAdminException `conflict`
  @Transactional
  void remove(ConversationId id, UserId caller, UserId user) {
    Conversation group = groupOf(id, participants.require(id, caller));
    participants.require(id, caller);
    if (!caller.equals(user)) {
      requireAdmin(id, caller);
    }
    Participant participant = member(id, user);
    boolean alone = group.participantCount() == 1;
    if (participant.isAdmin() && !alone && !participants.hasOtherAdmin(id, user)) {
      throw new LastAdminException();
    }
    Instant now = clock.instant();
    participants.remove(id, user, now);
    group.changeMembership(-1, now);
    events.removed(group, user, now);
    conversations.saveAndFlush(group);
  }

  /// Holds the row until the transaction ends. That the caller is a participant is seen before, so
  /// that a stranger holds nothing up, and their role after, when it cannot change any more.
  private Conversation groupOf(ConversationId id, Participant caller) {
    Conversation conversation =
        conversations
            .lock(caller.conversationId().value())
            .orElseThrow(() -> new NotFoundException("conversation"));
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
