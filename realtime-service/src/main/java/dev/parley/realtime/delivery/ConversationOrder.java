package dev.parley.realtime.delivery;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts what happens in one conversation in the order of its change numbers, each once, whichever
/// way it comes: handed over by this node's own sends, echoed by Kafka, or fetched to close a gap.
/// New messages and changes of old ones share the numbers, 1, 2, 3 … without a gap: so a client
/// that has been given a rev has been given all before it. What comes early is held until what is
/// before it has come.
///
/// Not safe for several threads.
final class ConversationOrder {

  /// Where a change came from.
  enum Source {
    /// Kafka: in order by itself within a topic, so the first one tells where to begin.
    LOG,
    /// This node's own send: others may be before it.
    HAND_OFF
  }

  /// That nothing is known of where the conversation stands.
  static final long UNKNOWN = -1;

  private @Nullable TreeMap<Long, Delivery> held;
  private @Nullable Beginning beginning;
  private long last = UNKNOWN;
  private long lastSeq = UNKNOWN;
  private long atLeast = UNKNOWN;
  private long heldSince;

  /// Where Kafka began to tell. New messages and changes have a topic each: what came by one may
  /// have something before it that comes by the other a moment later. It is passed on late.
  private static final class Beginning {
    private final long rev;
    private final Delivery.Kind kind;
    private long lastLate;

    Beginning(long rev, Delivery.Kind kind, long atLeast) {
      this.rev = rev;
      this.kind = kind;
      this.lastLate = atLeast;
    }

    boolean takesLate(Delivery delivery) {
      boolean late = delivery.kind() != kind && delivery.rev() < rev && delivery.rev() > lastLate;
      if (late) {
        lastLate = delivery.rev();
      }
      return late;
    }

    /// Whether nothing can be late any more: the other topic has come as far.
    boolean isOverWith(Delivery delivery) {
      return delivery.kind() != kind && delivery.rev() > rev;
    }
  }

  /// The conversation had come to this rev, or further, when the first one began to listen: from
  /// here it is fetched when something is held and nothing tells what is before it.
  void standsAt(long rev) {
    if (atLeast == UNKNOWN) {
      atLeast = rev;
    }
  }

  /// Starts behind a known change: the next one is `rev + 1`. Passes on what was held and is due.
  void startAfter(long rev, long now, Consumer<Delivery> due) {
    if (last == UNKNOWN) {
      last = rev;
      passOnHeld(now, due);
    }
  }

  /// Takes a change and passes on all that is now due.
  ///
  /// @param now any clock, nanoseconds
  void offer(Delivery delivery, Source source, long now, Consumer<Delivery> due) {
    long rev = delivery.rev();
    if (last == UNKNOWN && (source == Source.LOG || rev == 1)) {
      begin(delivery);
    }
    if (beginning != null && source == Source.LOG && isLate(beginning, delivery)) {
      pass(delivery, due);
    } else if (last == UNKNOWN || rev > last) {
      place(delivery, now, due);
    }
  }

  /// Takes what was fetched: all that is between what has been passed on and `rev`, or has been
  /// changed again since, and then comes as it was left.
  ///
  /// @param fetched by rev
  void fill(List<Delivery> fetched, long rev, long now, Consumer<Delivery> due) {
    dropOvertaken(fetched);
    fetched.stream().filter(d -> last == UNKNOWN || d.rev() > last).forEach(d -> hold(d, now));
    while (held != null && held.firstKey() <= rev) {
      pass(takeFirst(held, now), due);
    }
    last = Math.max(last, rev);
    passOnHeld(now, due);
  }

  /// Of a message that comes as it was left, what was done to it on the way there has been told.
  private void dropOvertaken(List<Delivery> fetched) {
    if (held == null) {
      return;
    }
    Map<Long, Long> revs =
        fetched.stream().collect(Collectors.toMap(Delivery::seq, Delivery::rev, Math::max));
    held.values()
        .removeIf(waits ->
            waits.kind() == Delivery.Kind.CHANGED
                && revs.getOrDefault(waits.seq(), UNKNOWN) > waits.rev());
    if (held.isEmpty()) {
      held = null;
    }
  }

  /// Whether the message waits here as it was sent, before a rev: what is fetched of it then is a
  /// change.
  boolean holdsNew(long seq, long beforeRev) {
    return held != null
        && held.headMap(beforeRev).values().stream()
            .anyMatch(waits -> waits.kind() == Delivery.Kind.NEW && waits.seq() == seq);
  }

  /// Whether something is held, and has been for this long.
  boolean isStuck(long now, long nanoseconds) {
    return held != null && now - heldSince >= nanoseconds;
  }

  /// How many changes wait for others.
  int held() {
    return held == null ? 0 : held.size();
  }

  /// The rev after which something is missing, or [#UNKNOWN] while nothing is held.
  long missingAfter() {
    if (held == null) {
      return UNKNOWN;
    }
    if (last != UNKNOWN) {
      return last;
    }
    long beforeHeld = held.firstKey() - 1;
    return atLeast == UNKNOWN ? beforeHeld : Math.min(atLeast, beforeHeld);
  }

  /// The rev of the last change that was passed on, or [#UNKNOWN].
  long last() {
    return last;
  }

  /// The seq of the last new message that was passed on, or [#UNKNOWN].
  long lastSeq() {
    return lastSeq;
  }

  private void begin(Delivery delivery) {
    long first = held == null ? delivery.rev() : Math.min(delivery.rev(), held.firstKey());
    last = first - 1;
    if (first > 1) {
      beginning = new Beginning(first, delivery.kind(), atLeast);
    }
  }

  private boolean isLate(Beginning began, Delivery delivery) {
    if (began.isOverWith(delivery)) {
      beginning = null;
      return false;
    }
    return began.takesLate(delivery);
  }

  private void place(Delivery delivery, long now, Consumer<Delivery> due) {
    if (held == null && delivery.rev() == last + 1) {
      pass(delivery, due);
      return;
    }
    hold(delivery, now);
    if (last != UNKNOWN) {
      passOnHeld(now, due);
    }
  }

  /// Of a hand-off and its echo the hand-off is kept: it knows who has the acknowledgement.
  private void hold(Delivery delivery, long now) {
    if (held == null) {
      held = new TreeMap<>();
      heldSince = now;
    }
    held.merge(delivery.rev(), delivery, (known, other) -> known.origin() == null ? other : known);
  }

  private void passOnHeld(long now, Consumer<Delivery> due) {
    while (held != null) {
      Map.Entry<Long, Delivery> first = held.firstEntry();
      if (first.getKey() > last + 1) {
        return;
      }
      Delivery next = takeFirst(held, now);
      if (next.rev() == last + 1) {
        pass(next, due);
      }
    }
  }

  private Delivery takeFirst(TreeMap<Long, Delivery> waiting, long now) {
    Delivery first = waiting.pollFirstEntry().getValue();
    if (waiting.isEmpty()) {
      held = null;
    }
    heldSince = now;
    return first;
  }

  private void pass(Delivery delivery, Consumer<Delivery> due) {
    last = Math.max(last, delivery.rev());
    if (delivery.kind() == Delivery.Kind.NEW) {
      lastSeq = Math.max(lastSeq, delivery.seq());
    }
    due.accept(delivery);
  }
}
