package dev.parley.common.json;

import static org.assertj.core.api.Assertions.assertThat;

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
  void shortensByCharactersAndNeverInsideOne() {
    assertThat(Text.shorten("abc", 3)).isEqualTo("abc");
    assertThat(Text.shorten("abcd", 3)).isEqualTo("ab…");
    assertThat(Text.shorten("😀😀😀", 3)).isEqualTo("😀😀😀");
    assertThat(Text.shorten("😀😀😀😀", 3)).isEqualTo("😀😀…");
    assertThat(Text.shorten("ab", 1)).isEqualTo("…");
    assertThat(Text.shorten("", 5)).isEmpty();
  }
}
