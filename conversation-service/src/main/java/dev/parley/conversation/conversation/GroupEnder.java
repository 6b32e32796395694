package dev.parley.conversation.conversation;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.conversation.participant.Participants;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Ends a group for good. In one transaction, as its opening is, whatever its size: from the commit
/// on nobody is in it, or may read what was said in it, and nobody can be taken in. Its events have
/// the other services do the rest, in their own time.
@Component
class GroupEnder {

  private final Conversations conversations;
  private final Participants participants;
  private final ConversationEvents events;
  private final Clock clock;

  GroupEnder(
      Conversations conversations,
      Participants participants,
      ConversationEvents events,
      Clock clock) {
    this.conversations = conversations;
    this.participants = participants;
    this.events = events;
    this.clock = clock;
  }

  /// @throws ForbiddenException `forbidden` to those who are no admins
  /// @throws NotFoundException `not_found` where it is gone already
  @Transactional
  void end(ConversationId id, UserId caller) {
    Conversation group =
        conversations.lock(id.value()).orElseThrow(() -> new NotFoundException("conversation"));
    if (!participants.require(id, caller).isAdmin()) {
      throw new ForbiddenException("Only an admin may delete the group");
    }
    Instant now = clock.instant();
    // Before the participants, as the messages' projection holds them in that order.
    conversations.endActivity(id.value());
    List<UserId> everyone = participants.dissolve(id, now);
    conversations.forgetContexts(id.value());
    group.end(now);
    events.deleted(group, everyone, now);
    conversations.saveAndFlush(group);
  }
}
