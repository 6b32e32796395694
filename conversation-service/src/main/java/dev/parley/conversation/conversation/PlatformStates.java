package dev.parley.conversation.conversation;

import dev.parley.common.id.ConversationId;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Opens and closes conversations as the platform's business goes, direct ones too.
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class PlatformStates {

  private final Conversations conversations;
  private final ConversationEvents events;
  private final Clock clock;

  PlatformStates(Conversations conversations, ConversationEvents events, Clock clock) {
    this.conversations = conversations;
    this.events = events;
    this.clock = clock;
  }

  public void set(ConversationId id, ConversationState state) {
    conversations.lock(id.value()).ifPresent(conversation -> set(conversation, state));
  }

  /// Ends the blocks between the two, one of whom is gone.
  ///
  /// @param conversation whose row is held
  public void liftBlocks(Conversation conversation) {
    Instant now = clock.instant();
    if (conversation.liftBlocks(now)) {
      conversations.saveAndFlush(conversation);
      events.updated(conversation, "unblocked", now);
    }
  }

  /// @param conversation whose row is held
  public void set(Conversation conversation, ConversationState state) {
    Instant now = clock.instant();
    if (conversation.become(state, now)) {
      conversations.saveAndFlush(conversation);
      conversations.archiveActivity(conversation.getId(), conversation.isArchived());
      events.updated(conversation, "state_changed", now);
    }
  }
}
