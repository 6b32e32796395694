package dev.parley.realtime.delivery;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

  /// That nothing is known of where the conversation stands.
  static final long UNKNOWN = -1;

  private @Nullable TreeMap<Long, Delivery> held;
  private long last = UNKNOWN;
  private long atLeast = UNKNOWN;
  private long heldSince;

  /// The conversation had come to this seq, or further, when the first one began to listen: from
  /// here it is fetched when a message is held and nothing tells what is before it.
  void standsAt(long seq) {
    if (atLeast == UNKNOWN) {
      atLeast = seq;
    }
  }

  /// Starts behind a known message: the next one is `seq + 1`. Passes on what was held and is due.
  void startAfter(long seq, long now, Consumer<Delivery> due) {
    if (last == UNKNOWN) {
      last = seq;
      passOnHeld(now, due);
    }
  }

  /// Takes a message and passes on all that is now due.
  ///
  /// @param now any clock, nanoseconds
  void offer(Delivery delivery, Source source, long now, Consumer<Delivery> due) {
    long seq = delivery.seq();
    if (last == UNKNOWN && (source == Source.LOG || seq == 1)) {
      last = seq - 1;
    }
    if (last != UNKNOWN && seq <= last) {
      return;
    }
    if (held == null && seq == last + 1) {
      last = seq;
      due.accept(delivery);
      return;
    }
    hold(delivery, now);
    if (last != UNKNOWN) {
      passOnHeld(now, due);
    }
  }

  /// Whether something is held, and has been for this long.
  boolean isStuck(long now, long nanoseconds) {
    return held != null && now - heldSince >= nanoseconds;
  }

  /// How many messages wait for others.
  int held() {
    return held == null ? 0 : held.size();
  }

  /// The seq after which messages are missing, or [#UNKNOWN] while nothing is held.
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

  /// The seq of the last message that was passed on, or [#UNKNOWN].
  long last() {
    return last;
  }

  /// Of a hand-off and its echo the hand-off is kept: it knows who has the acknowledgement.
  private void hold(Delivery delivery, long now) {
    if (held == null) {
      held = new TreeMap<>();
      heldSince = now;
    }
    held.merge(delivery.seq(), delivery, (known, other) -> known.origin() == null ? other : known);
  }

  private void passOnHeld(long now, Consumer<Delivery> due) {
    while (held != null) {
      Map.Entry<Long, Delivery> first = held.firstEntry();
      if (first.getKey() > last + 1) {
        return;
      }
      held.remove(first.getKey());
      if (held.isEmpty()) {
        held = null;
      }
      heldSince = now;
      if (first.getKey() == last + 1) {
        last = first.getKey();
        due.accept(first.getValue());
      }
    }
  }
}
