package dev.parley.conversation.blocking;

import dev.parley.common.id.UserId;
import dev.parley.common.problem.ValidationException;
import dev.parley.conversation.conversation.ConversationEvents;
import dev.parley.conversation.conversation.Conversations;
import dev.parley.conversation.conversation.Pair;
import dev.parley.conversation.conversation.PairLock;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Blocks and unblocks, tells the other services, and lets the pair's conversation say so.
@Component
class Blocker {

  private final Blocks blocks;
  private final Conversations conversations;
  private final PairLock pairs;
  private final ConversationEvents events;
  private final Clock clock;

  Blocker(
      Blocks blocks,
      Conversations conversations,
      PairLock pairs,
      ConversationEvents events,
      Clock clock) {
    this.blocks = blocks;
    this.conversations = conversations;
    this.pairs = pairs;
    this.events = events;
    this.clock = clock;
  }

  @Transactional
  void block(UserId blocker, UserId blocked) {
    Pair pair = pair(blocker, blocked);
    pairs.take(pair);
    if (blocks.place(blocker, blocked, clock.instant())) {
      events.blockChanged(blocker, blocked, true, clock.instant());
    }
    tellConversation(pair, blocker, true);
  }

  @Transactional
  void unblock(UserId blocker, UserId blocked) {
    Pair pair = pair(blocker, blocked);
    pairs.take(pair);
    if (blocks.lift(blocker, blocked)) {
      events.blockChanged(blocker, blocked, false, clock.instant());
    }
    tellConversation(pair, blocker, false);
  }

  private void tellConversation(Pair pair, UserId blocker, boolean blocks) {
    Instant now = clock.instant();
    conversations
        .findDirect(pair.low().value(), pair.high().value())
        .flatMap(conversations::lock)
        .filter(conversation -> conversation.setBlocked(blocker, blocks, now))
        .ifPresent(conversation -> {
          conversations.saveAndFlush(conversation);
          events.updated(conversation, blocks ? "blocked" : "unblocked", now);
        });
  }

  private static Pair pair(UserId blocker, UserId blocked) {
    if (blocker.equals(blocked)) {
      throw new ValidationException("user_id", "invalid");
    }
    return Pair.of(blocker, blocked);
  }
}
