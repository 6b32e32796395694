package dev.parley.conversation.membership;

import dev.parley.common.id.UserId;
import dev.parley.conversation.announcement.Happening;
import dev.parley.conversation.conversation.Conversation;
import dev.parley.conversation.conversation.ConversationEvents;
import dev.parley.conversation.conversation.Conversations;
import dev.parley.conversation.participant.Participant;
import dev.parley.conversation.participant.Participants;
import dev.parley.conversation.participant.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Takes out of groups whose accounts are gone, who cannot name a successor any more: where the
/// last admin goes, the one who has been in for the longest becomes it.
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Departures {

  private final Conversations conversations;
  private final Participants participants;
  private final ConversationEvents events;
  private final MembershipNews news;
  private final Clock clock;

  Departures(
      Conversations conversations,
      Participants participants,
      ConversationEvents events,
      MembershipNews news,
      Clock clock) {
    this.conversations = conversations;
    this.participants = participants;
    this.events = events;
    this.news = news;
    this.clock = clock;
  }

  /// @param group whose row is held
  public void ofDeleted(Conversation group, UserId user) {
    Optional<Participant> participant =
        participants.find(group.conversationId(), user).filter(p -> !p.former());
    if (participant.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    boolean lastAdmin =
        participant.get().isAdmin() && !participants.hasOtherAdmin(group.conversationId(), user);
    if (lastAdmin) {
      participants
          .eldestBeside(group.conversationId(), user)
          .ifPresent(heir -> {
            participants.hold(group.conversationId(), List.of(user, heir));
            promote(group, heir, now);
          });
    }
    participants.remove(group.conversationId(), user, 0, now);
    group.changeMembership(-1, now);
    events.removed(group, user, now);
    conversations.saveAndFlush(group);
  }

  private void promote(Conversation group, UserId heir, Instant now) {
    participants.changeRole(group.conversationId(), heir, Role.ADMIN);
    group.changeMembership(0, now);
    news.roleChanged(group, Happening.to(Happening.Kind.ADMIN_INHERITED, null, List.of(heir)), now);
  }
}
