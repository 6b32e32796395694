package dev.parley.conversation.membership;

import dev.parley.common.id.UserId;
import dev.parley.conversation.announcement.Chronicle;
import dev.parley.conversation.announcement.Happening;
import dev.parley.conversation.conversation.Conversation;
import dev.parley.conversation.conversation.ConversationEvents;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Tells of a change of membership: the services by an event, the participants by a system message.
@Component
@Transactional(propagation = Propagation.MANDATORY)
class MembershipNews {

  private final ConversationEvents events;
  private final Chronicle chronicle;

  MembershipNews(ConversationEvents events, Chronicle chronicle) {
    this.events = events;
    this.chronicle = chronicle;
  }

  void added(Conversation group, UserId actor, List<UserId> users, Instant now) {
    events.added(group, users, now);
    tell(group, Happening.to(Happening.Kind.PARTICIPANTS_ADDED, actor, users));
  }

  void removed(Conversation group, UserId actor, UserId user, Instant now) {
    events.removed(group, user, now);
    Happening.Kind kind =
        actor.equals(user) ? Happening.Kind.PARTICIPANT_LEFT : Happening.Kind.PARTICIPANTS_REMOVED;
    tell(group, Happening.to(kind, actor, List.of(user)));
  }

  void roleChanged(Conversation group, Happening happening, Instant now) {
    events.roleChanged(group, happening.users().getFirst(), now);
    tell(group, happening);
  }

  private void tell(Conversation group, Happening happening) {
    chronicle.tell(group.conversationId(), group.version(), happening);
  }
}
