package dev.parley.bench.scale;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Made-up texts: 40 000 words, the n-th most frequent said 1/n as often as the first, as in any
/// language. The same seed gives the same texts.
///
/// Source: G. K. Zipf, “The psycho-biology of language”, 1935.
final class Words {
  private static final int VOCABULARY = 40_000;
  private static final int MOST = 20;
  private static final String CONSONANTS = "bdfgklmnprstvz";
  private static final String VOWELS = "aeiou";

  private final Random random;

  Words(long seed) {
    this.random = new Random(seed);
  }

  /// About 80 characters.
  String text() {
    return IntStream.range(0, 3 + random.nextInt(MOST))
        .mapToObj(i -> word((int) Math.exp(random.nextDouble() * Math.log(VOCABULARY))))
        .collect(Collectors.joining(" "));
  }

  /// @param rank 1 for the most frequent one
  static String word(int rank) {
    StringBuilder word = new StringBuilder();
    int rest = rank;
    do {
      word.append(CONSONANTS.charAt(rest % CONSONANTS.length()));
      rest /= CONSONANTS.length();
      word.append(VOWELS.charAt(rest % VOWELS.length()));
      rest /= VOWELS.length();
    } while (rest > 0);
    return word.append('x').toString();
  }
}
