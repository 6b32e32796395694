package dev.parley.message.search.language;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A message's text as the search sees it.
///
/// Its language is told by its stop words: the languages that have about as many of them as the one
/// that has most. A text with fewer than two says nothing about its language, and counts as one in
/// each of them.
public final class AnalyzedText {

  /// Leads what stands for a language in the index; no token begins with it.
  private static final String MARKER = "#";

  private static final int EVIDENCE = 2;
  private static final double NEARLY = 0.7;

  private final List<Token> tokens;
  private final @Nullable WordForms[] forms;
  private final int[] languages;
  private final boolean languageKnown;

  /// @param forms of its words at least
  /// @param languageCount how many languages there are
  AnalyzedText(List<Token> tokens, Map<String, WordForms> forms, int languageCount) {
    this.tokens = tokens;
    this.forms = new WordForms[tokens.size()];
    int[] stopWords = new int[languageCount];
    for (int i = 0; i < tokens.size(); i++) {
      @Nullable WordForms own = tokens.get(i).isWord() ? forms.get(tokens.get(i).lower()) : null;
      this.forms[i] = own;
      for (int rest = own == null ? 0 : own.stopWordIn(); rest != 0; rest &= rest - 1) {
        stopWords[Integer.numberOfTrailingZeros(rest)]++;
      }
    }
    int most = IntStream.of(stopWords).max().orElse(0);
    this.languageKnown = most >= EVIDENCE;
    this.languages =
        IntStream.range(0, languageCount)
            .filter(l -> !languageKnown || stopWords[l] >= most * NEARLY)
            .toArray();
  }

  List<Token> tokens() {
    return tokens;
  }

  /// Whether its word at that place and another are forms of one, in a language that this text may
  /// be in.
  boolean isFormOf(int place, @Nullable WordForms wanted) {
    WordForms own = forms[place];
    if (own == null || wanted == null) {
      return false;
    }
    for (int language : languages) {
      String stem = own.stem(language);
      if (stem != null && stem.equals(wanted.stem(language))) {
        return true;
      }
    }
    return false;
  }

  /// What it is found by: each word as it is and its stems; of scripts without spaces each two
  /// neighbours, and the last character of a run alone. A stop word of its language is left out,
  /// and a marker of the language says so: half of what people write are stop words.
  public Set<String> terms(List<String> languageNames) {
    Set<String> terms = new LinkedHashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isCharacter()) {
        terms.add(
            i + 1 < tokens.size() && tokens.get(i + 1).joined()
                ? token.exact() + tokens.get(i + 1).exact()
                : token.exact());
      } else {
        addWord(terms, token, forms[i], languageNames);
      }
    }
    return terms;
  }

  private void addWord(
      Set<String> terms, Token token, @Nullable WordForms own, List<String> languageNames) {
    if (own == null) {
      terms.add(token.exact());
      return;
    }
    if (languageKnown && isStopWord(own)) {
      for (int language : languages) {
        if (own.isStopWord(language)) {
          terms.add(marker(languageNames.get(language)));
        }
      }
      return;
    }
    terms.add(token.exact());
    for (int language : languages) {
      String stem = own.stem(language);
      if (stem != null) {
        terms.add(stem);
      }
    }
  }

  static String marker(String language) {
    return MARKER + language;
  }

  private boolean isStopWord(WordForms own) {
    for (int language : languages) {
      if (own.isStopWord(language)) {
        return true;
      }
    }
    return false;
  }
}
