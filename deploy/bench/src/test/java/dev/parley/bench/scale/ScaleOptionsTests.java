package dev.parley.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.cli.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleOptionsTests {

  @Test
  void growsByTensToTheLargest() {
    assertThat(histories()).containsExactly(1_000, 10_000, 100_000, 1_000_000);
    assertThat(histories("--short")).containsExactly(1_000, 10_000);
    assertThat(histories("--largest", "5000")).containsExactly(1_000);
  }

  @Test
  void onlyAWholeRunIsTold() {
    assertThat(ScaleOptions.parse(List.of()).isComplete()).isTrue();
    assertThat(ScaleOptions.parse(List.of("--short")).isComplete()).isFalse();
    assertThat(ScaleOptions.parse(List.of("--largest", "100000")).isComplete()).isFalse();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    for (List<String> args : List.of(List.of("--largest", "10"), List.of("--fast"), List.of("x"))) {
      assertThatThrownBy(() -> ScaleOptions.parse(args)).isInstanceOf(UsageException.class);
    }
  }

  private static List<Integer> histories(String... args) {
    return ScaleOptions.parse(List.of(args)).plan().histories();
  }
}
