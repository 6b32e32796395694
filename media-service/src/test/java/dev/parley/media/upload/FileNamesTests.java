package dev.parley.media.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.problem.FieldError;
import dev.parley.common.problem.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTests {

  @ParameterizedTest
  @ValueSource(
      strings = {"cat.png", "Große Katze (2).jpeg", "猫.webp", ".hidden", "👩‍👩‍👧.gif", "a b"})
  void keepsAName(String name) {
    assertThat(FileNames.forDisplay(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "../../etc/passwd, passwd",
    "C:\\fakepath\\cat.png, cat.png",
    "/cat.png, cat.png",
    "a/b\\c.png, c.png",
  })
  void keepsNoPath(String claimed, String shown) {
    assertThat(FileNames.forDisplay(claimed)).isEqualTo(shown);
  }

  @Test
  void leavesOutWhatAScreenHidesOrTurnsAround() {
    assertThat(FileNames.forDisplay("a\r\nSet-Cookie: x\tb\u0007.png"))
        .isEqualTo("aSet-Cookie: xb.png");
    assertThat(FileNames.forDisplay("cat\u202egnp.exe")).isEqualTo("catgnp.exe");
    assertThat(FileNames.forDisplay("\ufeffcat\u200b\u2028.png\u0085")).isEqualTo("cat.png");
    assertThat(FileNames.forDisplay("half\ud83d.png")).isEqualTo("half.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", ".", "..", "a/", "a/..", "\u0001\u0002", "\\"})
  void namesNothingByNothing(String claimed) {
    assertThat(FileNames.forDisplay(claimed)).isNull();
  }

  @Test
  void shortensToItsBoundAndKeepsTheExtension() {
    String shown = String.valueOf(FileNames.forDisplay("😀".repeat(400) + ".png"));
    assertThat(shown).endsWith("😀.png");
    assertThat(shown.codePointCount(0, shown.length())).isEqualTo(255);
    assertThat(FileNames.forDisplay("a".repeat(300))).isEqualTo("a".repeat(255));
    assertThat(FileNames.forDisplay("a." + "b".repeat(300))).hasSize(255);
    assertThat(FileNames.forDisplay("a".repeat(251) + ".png")).hasSize(255).endsWith("a.png");
  }

  @Test
  void refusesANul() {
    assertThatThrownBy(() -> FileNames.forDisplay("cat.png\0.exe"))
        .isInstanceOfSatisfying(
            ValidationException.class,
            e ->
                assertThat(e.errors())
                    .containsExactly(new FieldError("file_name", "invalid_character")));
  }
}
