package dev.parley.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartPolicyTests {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void waitsLongerEachTimeAndGivesUp() {
    RestartPolicy policy = new RestartPolicy(START);
    Instant now = START;
    Duration expected = Duration.ofMillis(500);
    for (int death = 1; death <= RestartPolicy.RESTARTS; death++) {
      assertThat(policy.afterDeath(now)).contains(expected);
      now = now.plus(expected).plusSeconds(1);
      expected = expected.multipliedBy(2);
    }
    assertThat(policy.afterDeath(now)).isEqualTo(Optional.empty());
  }

  @Test
  void forgetsAfterAMinuteOfLife() {
    RestartPolicy policy = new RestartPolicy(START);
    policy.afterDeath(START.plusSeconds(10));
    policy.afterDeath(START.plusSeconds(20));

    Instant restarted = START.plusSeconds(20).plus(Duration.ofSeconds(1));
    assertThat(policy.afterDeath(restarted.plusSeconds(60))).contains(Duration.ofMillis(500));
  }
}
