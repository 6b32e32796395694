package dev.parley.media.rendition;

import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/// Shares out the memory that pictures take while they are in work.
@Component
class MemoryBudget {

  private static final int UNIT = 1024;

  private final int units;
  private final Semaphore free;

  MemoryBudget(RenditionProperties properties) {
    this.units = Math.toIntExact(properties.memory().toKilobytes());
    this.free = new Semaphore(units, true);
  }

  /// A share of it, until it is closed.
  final class Share implements AutoCloseable {

    private final int held;

    private Share(int held) {
      this.held = held;
    }

    @Override
    public void close() {
      free.release(held);
    }
  }

  /// Waits until there is as much; more than there is at all waits for all of it.
  ///
  /// @param bytes that are about to be taken
  Share take(long bytes) {
    int wanted = (int) Math.min(units, bytes / UNIT + 1);
    free.acquireUninterruptibly(wanted);
    return new Share(wanted);
  }
}
