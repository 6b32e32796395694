package dev.parley.bench.load;

import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The open loop: a message every so often, from one sender after the other, whatever the answers.
/// Runs on the event loop; ends when the load stops.
final class Pace implements Runnable {
  private final EventExecutor loop;
  private final Load load;
  private final List<SocketClient> senders;
  private final double nanosBetween;
  private final long start = System.nanoTime();
  private long sent;

  /// @param rate messages a second in all
  Pace(EventExecutor loop, Load load, List<SocketClient> senders, int rate) {
    this.loop = loop;
    this.load = load;
    this.senders = senders;
    this.nanosBetween = 1e9 / rate;
  }

  @Override
  public void run() {
    if (load.isStopped()) {
      return;
    }
    long now = System.nanoTime();
    for (long due = due(); due <= now; due = due()) {
      load.late(now - due);
      senders.get((int) (sent++ % senders.size())).send(due);
    }
    loop.schedule(this, Math.max(0, due() - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private long due() {
    return start + (long) (sent * nanosBetween);
  }
}
