package dev.parley.conversation.conversation;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.UserId;
import dev.parley.conversation.participant.Participants;
import dev.parley.conversation.participant.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Stores a new conversation with everything that belongs to one, and publishes it. A group's
/// participants go in by one statement, however many.
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ConversationBirth {

  private final Conversations conversations;
  private final Participants participants;
  private final ConversationEvents events;
  private final Clock clock;

  ConversationBirth(
      Conversations conversations,
      Participants participants,
      ConversationEvents events,
      Clock clock) {
    this.conversations = conversations;
    this.participants = participants;
    this.events = events;
    this.clock = clock;
  }

  public void ofDirect(Conversation conversation, Pair pair) {
    Instant now = store(conversation);
    List<UserId> both = List.of(pair.low(), pair.high());
    participants.add(conversation.conversationId(), both, Role.MEMBER, 0, now);
    events.created(conversation, both, now);
  }

  /// @param creator its admin, if it has one
  public void ofGroup(
      Conversation conversation, @Nullable UserId creator, Collection<UserId> members) {
    Instant now = store(conversation);
    List<UserId> all = new ArrayList<>(members.size() + 1);
    if (creator != null) {
      all.addAll(
          participants.add(conversation.conversationId(), List.of(creator), Role.ADMIN, 0, now));
    }
    all.addAll(participants.add(conversation.conversationId(), members, Role.MEMBER, 0, now));
    events.created(conversation, all, now);
  }

  /// Makes the conversation be about something else from now on, or found by it at least, where the
  /// platform has said what it is about.
  public void turn(Conversation conversation, About about, Instant now) {
    ConversationBody.Context context = about.context();
    conversations.addContext(conversation.getId(), context.type(), context.id(), now);
    if (conversation.isNowAbout(about, now)) {
      conversations.saveAndFlush(conversation);
      events.updated(conversation, "context_changed", now);
    }
  }

  private Instant store(Conversation conversation) {
    Instant now = clock.instant();
    conversations.saveAndFlush(conversation);
    conversations.beginActivity(conversation.getId(), now);
    @Nullable About about = conversation.about();
    if (about != null) {
      ConversationBody.Context context = about.context();
      conversations.addContext(conversation.getId(), context.type(), context.id(), now);
    }
    return now;
  }
}
