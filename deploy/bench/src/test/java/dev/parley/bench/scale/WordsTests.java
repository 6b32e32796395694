package dev.parley.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordsTests {

  @Test
  void eachRankHasAWordOfItsOwn() {
    assertThat(IntStream.rangeClosed(1, 40_000).mapToObj(Words::word).distinct()).hasSize(40_000);
  }

  @Test
  void textsAreTheSameForTheSameSeedAndSayFrequentWordsMoreOften() {
    assertThat(texts(5)).isEqualTo(texts(5)).isNotEqualTo(texts(6));
    assertThat(occurrences(1)).isGreaterThan(5 * occurrences(50)).isGreaterThan(0);
    assertThat(occurrences(50)).isGreaterThan(occurrences(5_000));
  }

  private static long occurrences(int rank) {
    return texts(5)
        .lines()
        .flatMap(text -> java.util.Arrays.stream(text.split(" ")))
        .filter(Words.word(rank)::equals)
        .count();
  }

  private static String texts(long seed) {
    Words words = new Words(seed);
    return IntStream.range(0, 2_000).mapToObj(_ -> words.text()).collect(Collectors.joining("\n"));
  }
}
