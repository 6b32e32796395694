package dev.parley.media.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressTests {

  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final List<String> told = new ArrayList<>();
  private long now = 7;
  private final Progress progress =
      new Progress((phase, percent) -> told.add(phase + " " + percent), INTERVAL, () -> now);

  @Test
  void tellsOfEachPhaseAtOnce() {
    progress.enter(Phase.FETCHING);
    progress.enter(Phase.CHECKING);
    progress.enter(Phase.CONVERTING);
    progress.enter(Phase.STORING);
    progress.enter(Phase.WAITING);
    assertThat(told)
        .containsExactly("FETCHING 0", "CHECKING 30", "CONVERTING 40", "STORING 85", "WAITING 0");
  }

  @Test
  void tellsOfOnePhaseOnlyNowAndThen() {
    progress.enter(Phase.FETCHING);
    for (int kilobyte = 0; kilobyte <= 1_000_000; kilobyte++) {
      now += INTERVAL.toNanos() / 250_000;
      progress.reach(Phase.FETCHING, kilobyte, 1_000_000);
    }
    assertThat(told)
        .containsExactly("FETCHING 0", "FETCHING 7", "FETCHING 14", "FETCHING 22", "FETCHING 29");
  }

  @Test
  void doesNotSayTheSameAgain() {
    progress.enter(Phase.CONVERTING);
    now += INTERVAL.multipliedBy(9).toNanos();
    progress.reach(Phase.CONVERTING, 1, 1_000);
    assertThat(told).containsExactly("CONVERTING 40");
  }

  @ParameterizedTest
  @EnumSource
  void staysWithinItsBounds(Phase phase) {
    assertThat(phase.percent(1, 0)).isEqualTo(phase.percent(0, 1));
    assertThat(phase.percent(-1, 5)).isEqualTo(phase.percent(0, 1));
    assertThat(phase.percent(9, 5)).isEqualTo(phase.percent(1, 1));
    assertThat(phase.percent(Long.MAX_VALUE, Long.MAX_VALUE)).isBetween(0, 100);
  }
}
