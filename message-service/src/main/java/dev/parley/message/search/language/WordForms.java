package dev.parley.message.search.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the languages make of one word.
///
/// @param stems by language, in the order of [LanguageProperties#languages], without accents; null
///   where the word says nothing in that language, as “the” does in English
/// @param stopWordIn a bit for each language in which that is so
record WordForms(List<@Nullable String> stems, int stopWordIn) {

  static WordForms of(List<@Nullable String> stems) {
    int stopWordIn = 0;
    for (int language = 0; language < stems.size(); language++) {
      stopWordIn |= stems.get(language) == null ? 1 << language : 0;
    }
    return new WordForms(stems, stopWordIn);
  }

  @Nullable String stem(int language) {
    return stems.get(language);
  }

  boolean isStopWord(int language) {
    return (stopWordIn & 1 << language) != 0;
  }

  boolean isStopWordSomewhere() {
    return stopWordIn != 0;
  }
}
