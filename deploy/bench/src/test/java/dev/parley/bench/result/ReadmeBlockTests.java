package dev.parley.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReadmeBlockTests {

  @Test
  void replacesWhatStandsBetweenTheMarksAndNothingElse() {
    String readme = "before\n<!-- measured: start -->\nold\nold\n<!-- measured: end -->\nafter\n";

    String once = ReadmeBlock.replace(readme, "\n| new |\n");

    assertThat(once)
        .isEqualTo("before\n<!-- measured: start -->\n| new |\n<!-- measured: end -->\nafter\n");
    assertThat(ReadmeBlock.replace(once, "| new |")).isEqualTo(once);
  }

  @Test
  void refusesATextWithoutItsMarks() {
    for (String readme :
        new String[] {
          "nothing",
          "<!-- measured: start -->",
          "<!-- measured: end --> <!-- measured: start -->",
          "<!-- measured: start --> <!-- measured: start --> <!-- measured: end -->"
        }) {
      assertThatThrownBy(() -> ReadmeBlock.replace(readme, "x"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
