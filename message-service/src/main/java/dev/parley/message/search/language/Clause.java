package dev.parley.message.search.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Tokens that must follow each other in a message, or a single word in any of its forms.
///
/// @param tokens one or more
/// @param forms of its words at least
/// @param verbatim whether other forms do not count
/// @param open whether its last word may go on
record Clause(List<Token> tokens, Map<String, WordForms> forms, boolean verbatim, boolean open) {

  List<Highlight> find(AnalyzedText text) {
    List<Highlight> found = new ArrayList<>();
    List<Token> there = text.tokens();
    for (int from = 0; from + tokens.size() <= there.size(); from++) {
      if (isAt(from, text)) {
        found.add(
            new Highlight(there.get(from).start(), there.get(from + tokens.size() - 1).end()));
      }
    }
    return found;
  }

  List<IndexNeed> needs(List<String> languages) {
    List<IndexNeed> needs = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean goesOn = i + 1 < tokens.size() && tokens.get(i + 1).joined();
      if (token.isWord()) {
        needs.add(word(token, i == tokens.size() - 1, languages));
      } else if (goesOn) {
        needs.add(exactly(token.exact() + tokens.get(i + 1).exact()));
      } else if (token.isCharacter() && !token.joined()) {
        needs.add(new IndexNeed(token.exact(), true, Set.of(), false));
      } else if (!token.isCharacter()) {
        needs.add(exactly(token.exact()));
      }
    }
    return needs;
  }

  private static IndexNeed exactly(String term) {
    return new IndexNeed(term, false, Set.of(), false);
  }

  /// A document leaves out the stop words of its language and has the language's marker instead.
  private IndexNeed word(Token token, boolean last, List<String> languages) {
    WordForms own = forms.get(token.lower());
    Set<String> others = new HashSet<>();
    if (own != null) {
      for (int language = 0; language < languages.size(); language++) {
        if (own.isStopWord(language)) {
          others.add(AnalyzedText.marker(languages.get(language)));
        }
      }
      if (isLoose()) {
        own.stems().stream().filter(Objects::nonNull).forEach(others::add);
      }
    }
    return new IndexNeed(
        token.exact(), last && open, others, own != null && own.isStopWordSomewhere());
  }

  private boolean isAt(int from, AnalyzedText text) {
    for (int i = 0; i < tokens.size(); i++) {
      Token there = text.tokens().get(from + i);
      Token wanted = tokens.get(i);
      if ((wanted.joined() && !there.joined()) || !isMet(i, from + i, text)) {
        return false;
      }
    }
    return true;
  }

  private boolean isMet(int place, int placeThere, AnalyzedText text) {
    Token wanted = tokens.get(place);
    Token there = text.tokens().get(placeThere);
    if (wanted.looksLike(there)) {
      return true;
    }
    if (!wanted.isWord() || !there.isWord()) {
      return false;
    }
    boolean begins = open && place == tokens.size() - 1 && there.exact().startsWith(wanted.exact());
    return begins || (isLoose() && text.isFormOf(placeThere, forms.get(wanted.lower())));
  }

  private boolean isLoose() {
    return !verbatim && tokens.size() == 1;
  }
}
