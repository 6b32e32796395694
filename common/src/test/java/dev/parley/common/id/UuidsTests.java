package dev.parley.common.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuidsTests {

  @Test
  void newOnesAreOfVersion7AndDiffer() {
    Set<UUID> made = new HashSet<>();
    IntStream.range(0, 10_000)
        .parallel()
        .mapToObj(_ -> Uuids.next())
        .sequential()
        .forEach(made::add);
    assertThat(made).hasSize(10_000).allMatch(id -> id.version() == 7 && id.variant() == 2);
  }

  @Test
  void aNameAlwaysGivesTheSameOneInAnyThread() {
    UUID once = Uuids.named("match:17");
    assertThat(once.version()).isEqualTo(5);
    assertThat(once).isEqualTo(UUID.fromString("9f0df72c-283c-5c65-8ddc-2957d78422e1"));
    assertThat(Stream.generate(() -> "match:17").limit(1_000).parallel().map(Uuids::named))
        .containsOnly(once);
    assertThat(Uuids.named("match:18")).isNotEqualTo(once);
  }

  @Test
  void readsTheCanonicalFormInEitherCase() {
    UUID id = UUID.randomUUID();
    assertThat(Uuids.parse(id.toString())).isEqualTo(id);
    assertThat(Uuids.parse(id.toString().toUpperCase(java.util.Locale.ROOT))).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "0192f5a000007000800000000000000a",
        "{192f5a0-0000-7000-8000-00000000000}",
        "0192f5a0-0000-7000-8000-00000000000g",
        "+192f5a0-0000-7000-8000-00000000000a",
        "0192f5a0--000-7000-8000-00000000000a",
        "0192f5a-00000-7000-8000-00000000000a",
        "0192f5a0-0000-7000-80000-0000000000a",
        "0192f5a0-0000-7000-8000-00000000000a ",
        "٠192f5a0-0000-7000-8000-00000000000a",
      })
  void refusesEveryOtherForm(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Uuids.parse(text));
  }

  @Test
  void userIdsAreOpaqueWithinBounds() {
    for (String good : new String[] {"a", "auth0|5f", "a/b", "ü😀".repeat(64), "@all"}) {
      assertThat(new UserId(good).value()).isEqualTo(good);
    }
    for (String bad : new String[] {"", " ", "a\0", "a\n", "x".repeat(129), "😀".repeat(129)}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new UserId(bad));
    }
  }
}
