package dev.parley.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MutableClockTests {

  @Test
  void movesOnlyWhenToldAndItsZonedCopiesWithIt() {
    MutableClock clock = MutableClock.at("2026-11-21T10:00:00Z");
    Clock elsewhere = clock.withZone(ZoneId.of("Europe/Rome"));
    assertThat(clock.instant()).isEqualTo("2026-11-21T10:00:00Z");

    clock.advance(Duration.ofMinutes(5));
    assertThat(clock.instant()).isEqualTo("2026-11-21T10:05:00Z");
    assertThat(elsewhere.instant()).isEqualTo("2026-11-21T10:05:00Z");

    clock.setTo(Instant.EPOCH);
    assertThat(elsewhere.instant()).isEqualTo(Instant.EPOCH);
  }
}
