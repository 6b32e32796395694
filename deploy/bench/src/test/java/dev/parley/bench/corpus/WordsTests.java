package dev.parley.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordsTests {

  @Test
  void eachRankHasAWordOfItsOwn() {
    assertThat(IntStream.rangeClosed(1, 41_000).mapToObj(Words::word).distinct()).hasSize(41_000);
  }

  @Test
  void textsAreTheSameForTheSameSeedAndSayFrequentWordsMoreOften() {
    assertThat(texts(5)).isEqualTo(texts(5)).isNotEqualTo(texts(6));
    assertThat(occurrences(Words.word(1))).isGreaterThan(5 * occurrences(Words.word(50)));
    assertThat(occurrences(Words.word(50))).isGreaterThan(occurrences(Words.word(5_000)));
    assertThat(occurrences(Words.unheardOf(1))).isZero();
  }

  private static long occurrences(String word) {
    return texts(5)
        .lines()
        .flatMap(text -> Arrays.stream(text.split(" ")))
        .filter(word::equals)
        .count();
  }

  private static String texts(long seed) {
    Words words = new Words(new Random(seed));
    return IntStream.range(0, 2_000).mapToObj(_ -> words.text()).collect(Collectors.joining("\n"));
  }
}
