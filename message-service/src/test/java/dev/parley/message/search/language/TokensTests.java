package dev.parley.message.search.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TokensTests {

  @Test
  void cutsWordsCharactersAndEmoji() {
    assertThat(cut("Don't e-mail Zoë@Example.com!")).isEqualTo("don t e mail zoe example com");
    assertThat(cut("東京タワー in 3D")).isEqualTo("東 +京 +タ +ワ +ー in 3d");
    assertThat(cut("เที่ยว")).isEqualTo("เ +ท +ี +่ +ย +ว");
    assertThat(cut("👍🏽ok❤️")).isEqualTo("👍 ok ❤");
    assertThat(cut(" \t\n.,;:!?()[]{}<>/\\|&'\"~#*")).isEmpty();
    assertThat(cut("")).isEmpty();
  }

  @Test
  void leavesOutAccentsOnlyWhereTheyAreAccents() {
    assertThat(cut("Crème Brûlée ŁÓDŹ Straße İstanbul ÆØ"))
        .isEqualTo("creme brulee lodz strasse istanbul aeo");
    assertThat(cut("Ёлка Αθήνα مَرحَبًا")).isEqualTo("елка αθηνα مرحبا");
    assertThat(cut("ﬁn ＡＢＣ")).isEqualTo("fin abc");
    assertThat(cut("हिन्दी")).isEqualTo("हिन्दी");
    assertThat(cut("e\u0301te\u0301")).as("marks of their own").isEqualTo("ete");
  }

  @Test
  void keepsWhereEachIsInTheText() {
    String text = "🎉 Grüße an 東京, Zoë";
    for (Token token : Tokens.of(text)) {
      String there = text.substring(token.start(), token.end());
      assertThat(Tokens.of(there))
          .singleElement()
          .satisfies(alone -> assertThat(alone.exact()).isEqualTo(token.exact()));
    }
  }

  @Test
  void takesAnyText() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      String text =
          random
              .ints(random.nextInt(60), 0, Character.MAX_CODE_POINT + 1)
              .map(c -> random.nextBoolean() ? c : c % 0x3100)
              .mapToObj(Character::toString)
              .collect(Collectors.joining());
      int before = 0;
      for (Token token : Tokens.of(text)) {
        assertThat(token.start()).as("seed %d", seed).isGreaterThanOrEqualTo(before);
        assertThat(token.end()).as("seed %d", seed).isGreaterThan(token.start());
        assertThat(token.exact())
            .as("seed %d", seed)
            .isNotEmpty()
            .doesNotContain("'", "\\", "~", "#");
        before = token.end();
      }
    }
  }

  @Test
  void wordsThatAreEndlessAreCutTheSameWayEverywhere() {
    assertThat(Tokens.of("x".repeat(5_000)))
        .singleElement()
        .satisfies(token -> {
          assertThat(token.exact()).isEqualTo("x".repeat(64));
          assertThat(token.end()).isEqualTo(5_000);
        });
  }

  private static String cut(String text) {
    return Tokens.of(text).stream()
        .map(token -> (token.joined() ? "+" : "") + token.exact())
        .collect(Collectors.joining(" "));
  }
}
