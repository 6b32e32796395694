package dev.parley.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReadmeBlockTests {

  @Test
  void replacesWhatStandsBetweenTheMarksAndNothingElse() {
    String readme = "before\n<!-- measured: start -->\nold\nold\n<!-- measured: end -->\nafter\n";

    String once = ReadmeBlock.replace(readme, "measured", "\n| new |\n");

    assertThat(once)
        .isEqualTo("before\n<!-- measured: start -->\n| new |\n<!-- measured: end -->\nafter\n");
    assertThat(ReadmeBlock.replace(once, "measured", "| new |")).isEqualTo(once);
  }

  @Test
  void leavesOtherBlocksAlone() {
    String readme =
        "<!-- measured: start -->\na\n<!-- measured: end -->\n"
            + "<!-- scale: start -->\nb\n<!-- scale: end -->\n";

    assertThat(ReadmeBlock.replace(readme, ReadmeBlock.SCALE, "c"))
        .isEqualTo(readme.replace("b\n", "c\n"));
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
      assertThatThrownBy(() -> ReadmeBlock.replace(readme, "measured", "x"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
