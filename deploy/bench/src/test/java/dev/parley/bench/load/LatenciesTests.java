package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LatenciesTests {
  private final Latencies latencies = new Latencies();

  @Test
  void tellsPercentilesInMilliseconds() {
    for (int millis = 1; millis <= 100; millis++) {
      latencies.record(millis * 1_000_000L);
    }

    Map<String, Double> summary = latencies.summary();

    assertThat(summary.get("p50")).isCloseTo(50, within(0.1));
    assertThat(summary.get("p95")).isCloseTo(95, within(0.1));
    assertThat(summary.get("p99")).isCloseTo(99, within(0.1));
    assertThat(summary.get("max")).isCloseTo(100, within(0.1));
  }

  @Test
  void tellsNothingOfNothing() {
    assertThat(latencies.summary()).isEmpty();
  }

  @Test
  void takesWhatCannotBeAndWhatIsTooLong() {
    latencies.record(-5);
    latencies.record(Long.MAX_VALUE);

    assertThat(latencies.count()).isEqualTo(2);
    assertThat(latencies.summary().get("max")).isCloseTo(600_000, within(1000.0));
  }
}
