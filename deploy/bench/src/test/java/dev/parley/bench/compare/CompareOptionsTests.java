package dev.parley.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.cli.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompareOptionsTests {

  @Test
  void comparesBothByDefaultAndTellsTheReadme() {
    CompareOptions options = CompareOptions.parse(List.of());

    assertThat(options.works()).containsExactly(Work.DIRECT, Work.LATENCY, Work.GROUP);
    assertThat(options.servers()).containsExactly("suite", "peer");
    assertThat(options.rounds()).isEqualTo(3);
    assertThat(options.isComplete()).isTrue();
  }

  @Test
  void leavesTheReadmeAloneUnlessItIsAWholeComparison() {
    assertThat(parse("--quick").isComplete()).isFalse();
    assertThat(parse("--only", "direct,group").isComplete()).isFalse();
    assertThat(parse("--servers", "peer").isComplete()).isFalse();
    assertThat(parse("--only", "direct,latency,group,idle").isComplete()).isTrue();
  }

  @Test
  void isShortWhenQuick() {
    CompareOptions options = parse("--quick", "--seconds", "1");

    assertThat(options.rounds()).isEqualTo(1);
    assertThat(options.seconds()).isEqualTo(1);
    assertThat(options.preheat()).isZero();
  }

  @Test
  void refusesWhatCannotBe() {
    for (String[] args :
        new String[][] {
          {"--only", "everything"},
          {"--servers", "suite,other"},
          {"--rounds", "0"},
          {"--at-least", "much"},
          {"--at-least", "-1"},
          {"--at-least", "NaN"},
          {"--fast"}
        }) {
      assertThatThrownBy(() -> parse(args)).isInstanceOf(UsageException.class);
    }
  }

  private static CompareOptions parse(String... args) {
    return CompareOptions.parse(List.of(args));
  }
}
