package dev.parley.conversation.announcement;

import dev.parley.common.event.Event;
import dev.parley.common.event.MessageRequested;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.Uuids;
import dev.parley.common.outbox.Outbox;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/// Asks message-service for system messages, in the transaction of what they tell of.
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Announcer {

  private static final String SOURCE = "/conversation-service";

  private final Outbox outbox;
  private final Clock clock;

  Announcer(Outbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /// @param key what the message is about: the same key never makes a second message in the
  ///   conversation
  /// @param silent whether the message leaves unread counts alone
  public void announce(
      String key,
      ConversationId conversation,
      String text,
      @Nullable JsonNode metadata,
      boolean silent) {
    var request =
        new MessageRequested(new MessageId(Uuids.named(key)), conversation, text, metadata, silent);
    outbox.append(Event.of(request, SOURCE, clock.instant()));
  }
}
