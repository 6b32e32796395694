package dev.parley.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When something that died is started again: sooner the first time, later each time after, and not
/// at all once it has died too often. A minute of life clears the record.
final class RestartPolicy {

  static final int RESTARTS = 5;

  private static final Duration FIRST_DELAY = Duration.ofMillis(500);
  private static final Duration CLEARING = Duration.ofMinutes(1);

  private Instant started;
  private int deaths;

  /// @param started when it was started for the first time
  RestartPolicy(Instant started) {
    this.started = started;
  }

  /// @return how long to wait before the next start; empty to give up
  Optional<Duration> afterDeath(Instant now) {
    if (Duration.between(started, now).compareTo(CLEARING) >= 0) {
      deaths = 0;
    }
    deaths++;
    if (deaths > RESTARTS) {
      return Optional.empty();
    }
    Duration delay = FIRST_DELAY.multipliedBy(1L << (deaths - 1));
    started = now.plus(delay);
    return Optional.of(delay);
  }
}
