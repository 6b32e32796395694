package dev.parley.conversation.readmarker;

import dev.parley.common.event.ConversationDelivered;
import dev.parley.common.event.ConversationRead;
import dev.parley.common.event.Event;
import dev.parley.common.event.EventBody;
import dev.parley.common.id.UserId;
import dev.parley.common.outbox.Outbox;
import dev.parley.conversation.conversation.ConversationEvents;
import dev.parley.conversation.unread.Unread;
import dev.parley.conversation.unread.UnreadTotal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Moves a batch of markers and publishes what that leaves unread: one transaction, one append.
@Component
class MarkerMover {

  private final Markers markers;
  private final Unread unread;
  private final Outbox outbox;
  private final Clock clock;

  MarkerMover(Markers markers, Unread unread, Outbox outbox, Clock clock) {
    this.markers = markers;
    this.unread = unread;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// @param counted whose unread totals are wanted; whoever's read marker moves is among them
  /// @return where those that moved stand now
  @Transactional
  public Map<MarkerKey, MarkerResult.Stands> move(
      Collection<Advance> advances, Set<UserId> counted) {
    // Participants first, then the users' versions: everyone who takes both does so in this order.
    List<Markers.Moved> moved = markers.advance(advances);
    unread.takeNextVersions(
        moved.stream()
            .filter(Markers.Moved::read)
            .map(one -> one.key().userId())
            .distinct()
            .toList());
    Map<MarkerKey, MarkerResult.Stands> stands =
        standing(moved.stream().map(Markers.Moved::key).toList(), counted);
    Instant now = clock.instant();
    List<Event> events = new ArrayList<>(moved.size());
    for (Markers.Moved one : moved) {
      MarkerResult.Stands at = stands.get(one.key());
      if (at != null) {
        EventBody body = one.read() ? read(at, now) : delivered(at, now);
        events.add(Event.of(body, ConversationEvents.SOURCE, now));
      }
    }
    outbox.append(events);
    return stands;
  }

  /// Where they stand, those that are participants now.
  ///
  /// @param counted whose unread totals are wanted: each costs a look at all of their conversations
  Map<MarkerKey, MarkerResult.Stands> standing(Collection<MarkerKey> keys, Set<UserId> counted) {
    Map<MarkerKey, MarkerResult.Stands> stands = new HashMap<>();
    if (keys.isEmpty()) {
      return stands;
    }
    Map<UserId, UnreadTotal> totals =
        unread.totalsOf(
            keys.stream().map(MarkerKey::userId).distinct().filter(counted::contains).toList());
    unread
        .statesOf(
            keys.stream().map(MarkerKey::conversationId).toList(),
            keys.stream().map(MarkerKey::userId).toList())
        .forEach(state ->
            stands.put(
                new MarkerKey(state.conversationId(), state.userId()),
                new MarkerResult.Stands(
                    state,
                    counted.contains(state.userId())
                        ? totals.getOrDefault(state.userId(), UnreadTotal.NOTHING)
                        : null)));
    return stands;
  }

  private static EventBody read(MarkerResult.Stands at, Instant now) {
    UnreadTotal total = Objects.requireNonNull(at.total());
    return new ConversationRead(
        at.state().conversationId(),
        at.state().userId().value(),
        at.state().readSeq(),
        now,
        at.state().unreadCount(),
        total.total(),
        total.version(),
        null);
  }

  private static EventBody delivered(MarkerResult.Stands at, Instant now) {
    return new ConversationDelivered(
        at.state().conversationId(), at.state().userId().value(), at.state().deliveredSeq(), now);
  }
}
