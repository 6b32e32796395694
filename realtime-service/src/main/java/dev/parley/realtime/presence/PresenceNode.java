package dev.parley.realtime.presence;

import dev.parley.common.event.PresenceChanged;
import dev.parley.realtime.presence.NodeRecord.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/// This node among the others: says who is here, hears who is there, and holds a lease that ends
/// when it dies. Where Kafka is away, each node knows its own users only.
@Component
class PresenceNode {

  private final PresenceBook book;
  private final Watchers watchers;
  private final PresenceSpeaker speaker;
  private final PresenceProperties properties;
  private final Clock clock;
  private final Map<String, PresenceStatus> unsaid = new HashMap<>();
  private final AtomicBoolean stateDue = new AtomicBoolean();
  private final AtomicBoolean askDue = new AtomicBoolean();
  private Instant beatDue = Instant.MIN;
  private Instant speaksForAllFrom = Instant.MAX;

  PresenceNode(
      PresenceBook book,
      Watchers watchers,
      PresenceSpeaker speaker,
      PresenceProperties properties,
      Clock clock) {
    this.book = book;
    this.watchers = watchers;
    this.speaker = speaker;
    this.properties = properties;
    this.clock = clock;
  }

  /// What one of this node's users is now, to be told to the other nodes soon.
  void say(String user, PresenceStatus status) {
    watchers.tell(book.change(speaker.name(), Map.of(user, status), clock.instant()));
    synchronized (unsaid) {
      unsaid.put(user, status);
    }
  }

  /// What time has done.
  ///
  /// @param hears whether it hears the other nodes, without which it had better say nothing
  synchronized void sweep(boolean hears) {
    Instant now = clock.instant();
    watchers.tell(book.sweep(now));
    if (hears) {
      speak(now);
    }
  }

  private void speak(Instant now) {
    if (speaksForAllFrom.equals(Instant.MAX)) {
      speaksForAllFrom = now.plus(properties.settle());
      askDue.set(true);
      stateDue.set(true);
    }
    if (askDue.getAndSet(false)) {
      ask();
    }
    Map<String, PresenceStatus> changes = takeUnsaid();
    if (stateDue.getAndSet(false)) {
      sayState();
    } else {
      speaker.say(Kind.CHANGES, changes, this::lost);
    }
    if (!now.isBefore(beatDue)) {
      beatDue = now.plus(properties.beat());
      speaker.say(Kind.BEAT);
    }
    if (!now.isBefore(speaksForAllFrom)) {
      book.untold().forEach(presence -> speaker.publish(presence, now));
    }
  }

  /// Until the others hear it: what they say of themselves from here on is changes only.
  private void ask() {
    speaker.say(Kind.ASK, () -> askDue.set(true));
  }

  private void sayState() {
    speaker.say(Kind.STATE, book.own(), this::lost);
  }

  /// What the others have not heard of the users here, they are told with all the rest: else they
  /// would take one who has gone for here as long as this node lives.
  private void lost() {
    stateDue.set(true);
  }

  private Map<String, PresenceStatus> takeUnsaid() {
    synchronized (unsaid) {
      Map<String, PresenceStatus> taken = Map.copyOf(unsaid);
      unsaid.clear();
      return taken;
    }
  }

  /// Another node has spoken.
  synchronized void hear(NodeRecord said) {
    if (said.node().equals(speaker.name())) {
      return;
    }
    Instant now = clock.instant();
    boolean isOfUsers = said.kind() == Kind.CHANGES || said.kind() == Kind.BEAT;
    if (isOfUsers && !book.knows(said.node())) {
      ask(); // its lease had ended here, and it lives
    }
    watchers.tell(
        switch (said.kind()) {
          case STATE -> book.replace(said.node(), said.users(), now);
          case CHANGES -> book.change(said.node(), said.users(), now);
          case BYE -> book.remove(said.node(), now);
          case ASK -> {
            sayState();
            yield List.of();
          }
          case BEAT -> {
            book.beat(said.node(), now);
            yield List.of();
          }
        });
  }

  /// The world has been told of a user.
  void hearTold(PresenceChanged told) {
    speaker.arrived(told.userId());
    book.told(told.userId(), PresenceStatus.of(told.status()), told.lastSeenAt());
  }
}
