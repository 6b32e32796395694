package dev.parley.message.lane;

import dev.parley.common.web.Traces;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs blocking work for several items at once, for a bounded time.
public final class Concurrently {

  private Concurrently() {}

  /// Work that is under way.
  public static final class Work {

    private final CountDownLatch left;

    private Work(int items) {
      left = new CountDownLatch(items);
    }

    /// Returns when all is done or the time is over; what is not done then goes on by itself.
    ///
    /// @param until by [System#nanoTime()]
    public void await(long until) {
      try {
        left.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Each item on a thread of its own.
  public static <T> Work start(Collection<T> items, Consumer<T> work) {
    var underWay = new Work(items.size());
    @Nullable String trace = Traces.current();
    for (T item : items) {
      Thread.ofVirtual()
          .name("lookup")
          .start(() -> {
            try (var _ = Traces.begin(trace)) {
              work.accept(item);
            } finally {
              underWay.left.countDown();
            }
          });
    }
    return underWay;
  }
}
