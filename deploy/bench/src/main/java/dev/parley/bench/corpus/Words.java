package dev.parley.bench.corpus;

import java.util.Random;

/// Made-up texts: 40 000 words, the n-th most frequent said 1/n as often as the first, as in any
/// language. The same seed gives the same texts.
///
/// Source: G. K. Zipf, “The psycho-biology of language”, 1935.
public final class Words {
  private static final int VOCABULARY = 40_000;
  private static final int MOST = 20;

  /// An inbox and a reply show a text in full up to 140 characters; the longest stays below with a
  /// word behind it.
  private static final int LONGEST = 120;

  private static final String CONSONANTS = "bdfgklmnprstvz";
  private static final String VOWELS = "aeiou";

  private final Random random;

  Words(Random random) {
    this.random = random;
  }

  /// About 70 characters.
  String text() {
    StringBuilder text = new StringBuilder(LONGEST);
    for (int left = 3 + random.nextInt(MOST); left > 0 && text.length() < LONGEST; left--) {
      if (!text.isEmpty()) {
        text.append(' ');
      }
      append(text, (int) Math.exp(random.nextDouble() * Math.log(VOCABULARY)));
    }
    return text.toString();
  }

  /// @param rank 1 for the most frequent one
  public static String word(int rank) {
    StringBuilder word = new StringBuilder();
    append(word, rank);
    return word.toString();
  }

  /// A word that no text has by itself, the n-th of them.
  static String unheardOf(int n) {
    return word(VOCABULARY + n);
  }

  private static void append(StringBuilder text, int rank) {
    int rest = rank;
    do {
      text.append(CONSONANTS.charAt(rest % CONSONANTS.length()));
      rest /= CONSONANTS.length();
      text.append(VOWELS.charAt(rest % VOWELS.length()));
      rest /= VOWELS.length();
    } while (rest > 0);
    text.append('x');
  }
}
