package dev.parley.conversation.unread;

import dev.parley.common.event.ConversationRead;
import dev.parley.common.event.Event;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Tells users' devices what is unread where no marker has moved: by the same event, the marker
/// where it was.
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class UnreadNews {

  private static final String SOURCE = "/conversation-service";

  private final Unread unread;
  private final Outbox outbox;
  private final Clock clock;

  UnreadNews(Unread unread, Outbox outbox, Clock clock) {
    this.unread = unread;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// After [Unread#takeNextVersions] of the users and the change.
  public void tell(ConversationId conversation, List<UserId> users) {
    Map<UserId, UnreadTotal> totals = unread.totalsOf(users);
    Instant now = clock.instant();
    List<Event> events = new ArrayList<>();
    for (MarkerState state :
        unread.statesOf(Collections.nCopies(users.size(), conversation), users)) {
      UnreadTotal total = totals.getOrDefault(state.userId(), UnreadTotal.NOTHING);
      events.add(
          Event.of(
              new ConversationRead(
                  conversation,
                  state.userId().value(),
                  state.readSeq(),
                  now,
                  state.unreadCount(),
                  total.total(),
                  total.version(),
                  true),
              SOURCE,
              now));
    }
    outbox.append(events);
  }
}
