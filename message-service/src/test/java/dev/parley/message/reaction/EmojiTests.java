package dev.parley.message.reaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.problem.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "👍",
        "👍🏽",
        "😀",
        "🥹",
        "🫡",
        "❤️",
        "☎️",
        "©️",
        "ℹ️",
        "♥️",
        "🕵🏽‍♂️",
        "👨‍👩‍👧‍👦",
        "👩‍❤️‍💋‍👨",
        "👩🏻‍❤️‍💋‍👨🏿",
        "🏳️‍🌈",
        "🏳️‍⚧️",
        "🏴‍☠️",
        "👨‍🦰",
        "🤷🏾‍♀️",
        "❤️‍🔥",
        "🐈‍⬛",
        "⛹🏿‍♀️",
        "🇩🇪",
        "🇮🇹",
        "🇪🇺",
        "🇺🇳",
        "🇽🇰",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "1️⃣",
        "#️⃣",
        "*️⃣",
        "☝🏼",
        "🧑‍🤝‍🧑",
        "🏴"
      })
  void takesWhatUnicodeCallsFullyQualifiedAsItIs(String emoji) {
    assertThat(Emoji.of(emoji).text()).isEqualTo(emoji);
  }

  @ParameterizedTest
  @CsvSource({
    "\u2764, \u2764\uFE0F",
    "\u2764\uFE0E, \u2764\uFE0F",
    "\uD83D\uDC4D\uFE0F, \uD83D\uDC4D",
    "1\u20E3, 1\uFE0F\u20E3",
    "\uD83C\uDFF3\u200D\uD83C\uDF08, \uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08",
    "\u261D\uFE0F\uD83C\uDFFC, \u261D\uD83C\uDFFC",
    "\uD83D\uDD75\uFE0F\u200D\u2642, \uD83D\uDD75\uFE0F\u200D\u2642\uFE0F"
  })
  void whatLooksTheSameIsTheSame(String written, String normal) {
    assertThat(Emoji.of(written).text()).isEqualTo(normal);
    assertThat(Emoji.of(normal).text()).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "1",
        "#",
        "ok",
        ":)",
        "👍👍",
        "👍a",
        " 👍",
        "👍\u200D",
        "\u200D👍",
        "\uFE0F",
        "🇩",
        "🇩🇪🇩",
        "🇽🇽",
        "é",
        "中",
        "🏽",
        "👍\u0000",
        "\uD83D",
        "1\u20E3\u20E3",
        "a\u20E3",
        "🏴󠁧󠁢",
        "<b>",
        "%F0%9F%91%8D",
        "👍 "
      })
  void refusesWhatIsNoSingleEmoji(String text) {
    assertThatThrownBy(() -> Emoji.of(text)).isInstanceOf(ValidationException.class);
  }

  @Test
  void refusesWhatIsTooLong() {
    String chain = "👩" + "\u200D👩".repeat(20);
    assertThatThrownBy(() -> Emoji.of(chain)).isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> Emoji.of("👍".repeat(100_000)))
        .isInstanceOf(ValidationException.class);
  }
}
