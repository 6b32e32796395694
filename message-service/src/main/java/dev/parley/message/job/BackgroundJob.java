package dev.parley.message.job;

import dev.parley.common.problem.Outages;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.context.SmartLifecycle;

/// Takes one step after the other while there is something to do, and looks again from time to time
/// when there is not. A step that fails is tried again then.
public final class BackgroundJob implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(BackgroundJob.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final String name;
  private final BooleanSupplier step;
  private final Duration pause;
  private final Duration idle;
  private volatile CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  /// @param step whether there may be more to do
  /// @param pause between steps
  /// @param idle when there was nothing more to do
  public BackgroundJob(String name, BooleanSupplier step, Duration pause, Duration idle) {
    this.name = name;
    this.step = step;
    this.pause = pause;
    this.idle = idle;
  }

  @Override
  public void start() {
    stopping = new CountDownLatch(1);
    thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  @Override
  public void stop() {
    stopping.countDown();
    @Nullable Thread current = thread;
    try {
      if (current != null) {
        current.join(STOP_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void run() {
    try {
      boolean more = true;
      while (!stopping.await((more ? pause : idle).toMillis(), TimeUnit.MILLISECONDS)) {
        more = takeStep();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean takeStep() {
    try {
      return step.getAsBoolean();
    } catch (RuntimeException e) {
      LoggingEventBuilder event = log.atWarn().addKeyValue("job", name);
      (Outages.isOutage(e) ? event.addKeyValue("cause", Outages.causeOf(e)) : event.setCause(e))
          .log("A step failed; trying again later");
      return false;
    }
  }
}
