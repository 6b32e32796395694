package dev.parley.message.lane;

import dev.parley.common.web.Traces;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs blocking work for several items at once, for a bounded time.
public final class Concurrently {

  private Concurrently() {}

  /// Each item on a thread of its own. Returns when all are done or the time is over; what is not
  /// done then goes on by itself.
  public static <T> void each(List<T> items, Consumer<T> work, Duration atMost) {
    if (items.isEmpty()) {
      return;
    }
    @Nullable String trace = Traces.current();
    var done = new CountDownLatch(items.size());
    for (T item : items) {
      Thread.ofVirtual()
          .name("lookup")
          .start(() -> {
            try (var _ = Traces.begin(trace)) {
              work.accept(item);
            } finally {
              done.countDown();
            }
          });
    }
    try {
      done.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
