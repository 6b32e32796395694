package dev.parley.common.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Tells the relay that this process has committed something.
final class OutboxSignal {

  private final Semaphore raised = new Semaphore(0);

  void raise() {
    if (raised.availablePermits() == 0) {
      raised.release();
    }
  }

  /// @return whether it was raised within the time
  boolean await(Duration atMost) throws InterruptedException {
    boolean was = raised.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
    raised.drainPermits();
    return was;
  }
}
