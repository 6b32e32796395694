package dev.parley.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ResultsTests {
  private static final Metric THROUGHPUT = Metric.ALL.getFirst();

  @Test
  void tellsTheMedianOfTheRounds() {
    Results results = Reports.compared();

    assertThat(results.median("suite", THROUGHPUT)).hasValue(10_000);
    assertThat(results.median("peer", THROUGHPUT)).hasValue(4_000);
    assertThat(results.ratio(THROUGHPUT)).hasValue(2.5);
    assertThat(results.range("peer", THROUGHPUT)).containsExactly(3_000.0, 5_000.0);
    assertThat(results.rounds()).isEqualTo(3);
    assertThat(results.servers()).containsExactly("suite", "peer");
  }

  @Test
  void takesTheMiddleOfAnEvenNumber() {
    assertThat(Results.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(OptionalDouble.of(2.5));
    assertThat(Results.median(List.of(4.0))).isEqualTo(OptionalDouble.of(4));
    assertThat(Results.median(List.of())).isEmpty();
  }

  @Test
  void hasNoRatioWithoutBothServers() {
    Results results = new Results();
    results.add(Reports.direct("peer", 1, 4000, 300));

    assertThat(results.ratio(THROUGHPUT)).isEmpty();
    assertThat(results.servers()).containsExactly("peer");
  }

  @Test
  void hasNoRatioToNothing() {
    Results results = new Results();
    results.add(Reports.direct("suite", 1, 4000, 300));
    results.add(Reports.direct("peer", 1, 0, 300));

    assertThat(results.ratio(THROUGHPUT)).isEmpty();
  }
}
