package dev.parley.conversation.match;

import dev.parley.common.event.Event;
import dev.parley.common.event.MessageRequested;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.Uuids;
import dev.parley.common.outbox.Outbox;
import dev.parley.conversation.conversation.ConversationEvents;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Asks message-service for the system message, by an identifier that the match gives.
@Component
class Announcer {

  private final Outbox outbox;
  private final MatchProperties properties;
  private final Clock clock;

  Announcer(Outbox outbox, MatchProperties properties, Clock clock) {
    this.outbox = outbox;
    this.properties = properties;
    this.clock = clock;
  }

  void announce(Match match, ConversationId conversation) {
    if (properties.text().isBlank()) {
      return;
    }
    Instant now = clock.instant();
    var request =
        new MessageRequested(
            new MessageId(Uuids.named("match:" + match.id())),
            conversation,
            properties.text(),
            null,
            properties.silent());
    outbox.append(Event.of(request, ConversationEvents.SOURCE, now));
  }
}
