package dev.parley.bench.load;

import dev.parley.bench.load.Ledger.Delivery;
import java.util.SplittableRandom;

/// The load as its sockets see it: what is being measured now, and what has been so far. Belongs to
/// the event loop: one thread, so that nothing here locks.
final class Load {
  private final Ledger ledger;
  private final SplittableRandom ids;
  private final Latencies ackLatency = new Latencies();
  private final Latencies deliveryLatency = new Latencies();
  private final Latencies lateness = new Latencies();
  private final boolean closedLoop;
  private boolean counting;
  private boolean stopped;
  private boolean ended;
  private long frames;
  private long closed;

  Load(Ledger ledger, boolean closedLoop, long seed) {
    this.ledger = ledger;
    this.closedLoop = closedLoop;
    this.ids = new SplittableRandom(seed);
  }

  /// What is sent from now on counts.
  void startCounting() {
    counting = true;
    frames = 0;
  }

  /// What is sent from now on does not count; nothing is sent any more.
  void stop() {
    counting = false;
    stopped = true;
  }

  /// The sockets are about to be closed by us.
  void end() {
    ended = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /// @param due when it should be sent, nanoseconds; latency runs from then, so that a server that
  ///   holds up the sender is not spared the wait of those behind ("coordinated omission")
  byte[] nextFrame(int client, SendFrame frame, long due) {
    countFrame();
    return frame.of(ledger.sent(client, due, counting), ids);
  }

  /// @return whether the client should send its next message
  boolean acked(int client, long number, long seq, long now) {
    if (ledger.acked(client, number, seq) && ledger.counted((int) number)) {
      ackLatency.record(now - ledger.at((int) number));
    }
    return closedLoop && !stopped;
  }

  /// @return whether the client should send its next message
  boolean refused(int client, long number, String reason) {
    ledger.refused(client, number, reason);
    return closedLoop && !stopped;
  }

  void delivered(int client, int number, long seq, long now) {
    if (ledger.delivered(client, number, seq) == Delivery.FRESH && ledger.counted(number)) {
      deliveryLatency.record(now - ledger.at(number));
    }
  }

  /// A frame in or out, while counting.
  void countFrame() {
    if (counting) {
      frames++;
    }
  }

  void late(long nanos) {
    if (counting) {
      lateness.record(nanos);
    }
  }

  void socketClosed() {
    if (!ended) {
      closed++;
    }
  }

  boolean isSettled() {
    return ledger.unanswered() == 0 && ledger.undelivered() == 0;
  }

  boolean isAnswered() {
    return ledger.unanswered() == 0;
  }

  long frames() {
    return frames;
  }

  long closed() {
    return closed;
  }

  Latencies ackLatency() {
    return ackLatency;
  }

  Latencies deliveryLatency() {
    return deliveryLatency;
  }

  Latencies lateness() {
    return lateness;
  }

  Verdict verdict() {
    return ledger.verdict();
  }
}
