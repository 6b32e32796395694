package dev.parley.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.ratelimit.RateLimitProperties.Rate;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitsTests {

  private static final Rate ANY = new Rate(1, 1);

  private static final class Time implements TimeMeter {
    long nanos;

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  private final Time time = new Time();

  private RateLimits limits(boolean enabled) {
    return new RateLimits(
        new RateLimitProperties(enabled, new Rate(60, 2), ANY, ANY, ANY, ANY),
        time,
        new SimpleMeterRegistry());
  }

  @Test
  void givesBackEvenlyAndNeverMoreThanTheBurst() {
    RateLimits limits = limits(true);
    assertThat(limits.take(Budget.READS, "a")).isNull();
    assertThat(limits.take(Budget.READS, "a")).isNull();
    assertThat(limits.take(Budget.READS, "a")).isEqualTo(Duration.ofSeconds(1));

    time.nanos += Duration.ofMillis(999).toNanos();
    assertThat(limits.take(Budget.READS, "a")).isNotNull();
    time.nanos += Duration.ofMillis(1).toNanos();
    assertThat(limits.take(Budget.READS, "a")).isNull();

    time.nanos += Duration.ofHours(1).toNanos();
    assertThat(limits.take(Budget.READS, "a")).isNull();
    assertThat(limits.take(Budget.READS, "a")).isNull();
    assertThat(limits.take(Budget.READS, "a")).isNotNull();
  }

  @Test
  void canBeSwitchedOff() {
    RateLimits limits = limits(false);
    for (int i = 0; i < 100; i++) {
      assertThat(limits.take(Budget.WRITES, "a")).isNull();
    }
  }

  @Test
  void theWaitIsRoundedUp() {
    assertThat(new RateLimitedException(Duration.ofMillis(1)).retryAfter())
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(new RateLimitedException(Duration.ofMillis(1001)).retryAfter())
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(new RateLimitedException(Duration.ofSeconds(2)).retryAfter())
        .isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "0/1", "1/0", "1/2/3", "a/b", "-1/5"})
  void refusesWhatIsNoRate(String text) {
    assertThatThrownBy(() -> Rate.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
