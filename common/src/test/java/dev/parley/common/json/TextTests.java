package dev.parley.common.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTests {

  @Test
  void keepsAllButNulAndHalfPairs() {
    assertThat(Text.isStorable("")).isTrue();
    assertThat(Text.isStorable("a\u0001\n\uFFFF\u202e😀é")).isTrue();
    assertThat(Text.isStorable("a\0b")).isFalse();
    assertThat(Text.isStorable("\ud83d")).isFalse();
    assertThat(Text.isStorable("\ud83dx")).isFalse();
    assertThat(Text.isStorable("\ude00")).isFalse();
    assertThat(Text.isStorable("\ude00\ud83d")).isFalse();
  }

  @Test
  void isBlankWhereNothingShows() {
    for (String nothing : List.of("", " \t\n", "\u00a0\u3000", "\u200b", "\u200d \u2060\ufeff")) {
      assertThat(Text.isBlank(nothing)).isTrue();
    }
    // Letters, a family joined by U+200D, a flag made of tags, a letter with an accent of its own.
    for (String shown :
        List.of(
            "a",
            "\u200ba",
            "👩‍👩‍👧",
            "🏴\udb40\udc67\udb40\udc7f",
            "e\u0301",
            "👍🏽",
            "❤\ufe0f")) {
      assertThat(Text.isBlank(shown)).as(shown).isFalse();
    }
  }

  @Test
  void shortensByCharactersAndNeverInsideOne() {
    assertThat(Text.shorten("abc", 3)).isEqualTo("abc");
    assertThat(Text.shorten("abcd", 3)).isEqualTo("ab…");
    assertThat(Text.shorten("😀😀😀", 3)).isEqualTo("😀😀😀");
    assertThat(Text.shorten("😀😀😀😀", 3)).isEqualTo("😀😀…");
    assertThat(Text.shorten("ab", 1)).isEqualTo("…");
    assertThat(Text.shorten("", 5)).isEmpty();
  }
}
