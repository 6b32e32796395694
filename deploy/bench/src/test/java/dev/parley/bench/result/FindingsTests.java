package dev.parley.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingsTests {

  @Test
  void findsNothingInAGoodRun() {
    Findings findings = findings("{'users':200,'acked_per_s':5000,'lost':0,'loadgen_cpu':0.3}");

    assertThat(findings.faults()).isEmpty();
    assertThat(findings.doubts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rejected",
        "lost",
        "unanswered",
        "duplicates",
        "out_of_order",
        "misdelivered",
        "unexpected",
        "seq_conflicts",
        "seq_gaps",
        "closed",
        "sender_reordered"
      })
  void findsEachFault(String fault) {
    assertThat(findings("{'acked_per_s':5000,'%s':3}".formatted(fault)).faults())
        .singleElement()
        .asString()
        .startsWith("suite, direct, round 1: 3 " + fault);
  }

  @Test
  void holdsNoServerToAnOrderItDoesNotPromise() {
    Measurement measurement =
        new Measurement("peer", "direct", 1, Reports.of("{'sender_reordered':3}"), 0);

    assertThat(Findings.of(List.of(measurement), Set.of("suite")).faults()).isEmpty();
  }

  @Test
  void tellsWhyTheServerRefused() {
    assertThat(findings("{'rejected':2,'reasons':{'rate_limited':2}}").faults())
        .singleElement()
        .asString()
        .contains("rate_limited");
  }

  @Test
  void findsARunInWhichNothingHappened() {
    assertThat(findings("{'acked_per_s':0}").faults()).hasSize(1);
  }

  @Test
  void findsIdleConnectionsThatWereClosed() {
    assertThat(findings("{'users':10,'still_open':9}").faults())
        .singleElement()
        .asString()
        .contains("1 connections closed");
  }

  @Test
  void doubtsWhatABusyGeneratorMeasured() {
    assertThat(findings("{'acked_per_s':5000,'loadgen_cpu':0.97}").doubts()).hasSize(1);
  }

  private static Findings findings(String report) {
    Measurement measurement = new Measurement("suite", "direct", 1, Reports.of(report), 0);
    return Findings.of(List.of(measurement), Set.of("suite"));
  }
}
