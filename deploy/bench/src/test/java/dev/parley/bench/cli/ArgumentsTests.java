package dev.parley.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTests {

  @Test
  void readsValuesAndSwitches() {
    Arguments given = arguments("--users", "20", "--quick", "--api=http://x?a=b");

    assertThat(given.number("users", 1, 1, 100)).isEqualTo(20);
    assertThat(given.given("quick")).isTrue();
    assertThat(given.required("api")).isEqualTo("http://x?a=b");
    assertThat(given.number("window", 7, 1, 100)).isEqualTo(7);
    given.finish();
  }

  @Test
  void refusesNumbersOutsideTheirRange() {
    Arguments given = arguments("--users", "101", "--window", "two");

    assertThatThrownBy(() -> given.number("users", 1, 1, 100))
        .isInstanceOf(UsageException.class)
        .hasMessage("--users must be 1 to 100");
    assertThatThrownBy(() -> given.number("window", 1, 1, 100)).isInstanceOf(UsageException.class);
  }

  @Test
  void refusesWhatNobodyAskedFor() {
    Arguments given = arguments("--usres", "20");
    given.number("users", 1, 1, 100);

    assertThatThrownBy(given::finish).hasMessage("unknown option: --usres");
  }

  @Test
  void refusesAnOptionWithoutItsValue() {
    assertThatThrownBy(() -> arguments("--users")).hasMessage("--users needs a value");
    assertThatThrownBy(() -> arguments("users")).hasMessage("unexpected argument: users");
    Arguments none = arguments();
    assertThatThrownBy(() -> none.required("api")).hasMessage("--api is required");
  }

  private static Arguments arguments(String... args) {
    return new Arguments(List.of(args), Set.of("quick"));
  }
}
