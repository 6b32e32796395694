package dev.parley.realtime.delivery;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Puts the messages of one conversation in seq order, each once, whichever way they come: handed
/// over by this node's own sends, echoed by Kafka, or fetched to close a gap. What comes early is
/// held until what is before it has come.
///
/// Not safe for several threads.
final class ConversationOrder {

  /// Where a message came from.
  enum Source {
    /// Kafka or a fetch: in order by itself, so the first one tells where to begin.
    LOG,
    /// This node's own send: others may be before it.
    HAND_OFF
  }

  private static final long UNKNOWN = -1;

  private final TreeMap<Long, Delivery> held = new TreeMap<>();
  private long last = UNKNOWN;
  private long heldSince;

  /// Starts behind a known message: the next one is `seq + 1`.
  void startAfter(long seq) {
    if (last == UNKNOWN) {
      last = seq;
    }
  }

  /// Takes a message and passes on all that is now due.
  ///
  /// @param now any clock, nanoseconds
  void offer(Delivery delivery, Source source, long now, Consumer<Delivery> due) {
    if (last == UNKNOWN && (source == Source.LOG || delivery.seq() == 1)) {
      last = delivery.seq() - 1;
    }
    if (last != UNKNOWN && delivery.seq() <= last) {
      return;
    }
    if (last == UNKNOWN || delivery.seq() > last + 1) {
      if (held.isEmpty()) {
        heldSince = now;
      }
      held.putIfAbsent(delivery.seq(), delivery);
      return;
    }
    last = delivery.seq();
    due.accept(delivery);
    passOnHeld(now, due);
  }

  /// Whether something has been held for this long.
  boolean isStuck(long now, long nanoseconds) {
    return !held.isEmpty() && now - heldSince >= nanoseconds;
  }

  /// The seq after which messages are missing; where nothing is known, after the one before the
  /// first that is held.
  long missingAfter() {
    return last == UNKNOWN ? held.firstKey() - 1 : last;
  }

  long last() {
    return last;
  }

  private void passOnHeld(long now, Consumer<Delivery> due) {
    while (!held.isEmpty()) {
      Map.Entry<Long, Delivery> first = held.firstEntry();
      if (first.getKey() > last + 1) {
        heldSince = now;
        return;
      }
      held.pollFirstEntry();
      if (first.getKey() == last + 1) {
        last = first.getKey();
        due.accept(first.getValue());
      }
    }
  }
}
