package dev.parley.realtime.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What one client has asked for that may block: one at a time, in the order it was asked, on
/// virtual threads. A client that asks for much waits for itself, and for no other.
final class Turns {

  /// As much as a client may ask for in a second.
  static final int MAX_WAITING = 100;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private @Nullable Deque<Runnable> waiting;
  private boolean busy;

  /// @throws RateLimitedException `rate_limited` when too much waits
  synchronized void take(Runnable work) {
    if (!busy) {
      busy = true;
      Thread.startVirtualThread(() -> run(work));
      return;
    }
    if (waiting == null) {
      waiting = new ArrayDeque<>(2);
    }
    if (waiting.size() >= MAX_WAITING) {
      throw new RateLimitedException(RETRY_AFTER);
    }
    waiting.add(work);
  }

  private void run(Runnable first) {
    for (Runnable work = first; work != null; work = next()) {
      work.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable next = waiting == null ? null : waiting.poll();
    busy = next != null;
    return next;
  }
}
