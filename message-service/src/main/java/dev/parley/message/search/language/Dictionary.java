package dev.parley.message.search.language;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Asks PostgreSQL's Snowball dictionaries for the forms of words, and remembers the answers: few
/// words make up most of what people write.
@Component
class Dictionary {

  private static final int REMEMBERED = 30_000;
  private static final int LONGEST = 40;

  /// Words in one query: the driver holds the whole answer.
  static final int MAX_ASKED = 2_000;

  private final JdbcTemplate jdbc;
  private final List<String> languages;
  private final String lookUp;
  private final Cache<String, WordForms> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  Dictionary(JdbcTemplate jdbc, LanguageProperties properties) {
    this.jdbc = jdbc;
    this.languages = List.copyOf(properties.languages());
    // The names are checked to be letters only; as text they would be looked up for each word.
    this.lookUp =
        languages.stream()
            .map("(ts_lexize('pg_catalog.%s_stem', word))[1]"::formatted)
            .collect(
                Collectors.joining(
                    ", ", "SELECT word, ARRAY[", "] FROM unnest(?::text[]) AS word"));
  }

  List<String> languages() {
    return languages;
  }

  /// The forms of all those tokens that have some, by [Token#lower].
  Map<String, WordForms> formsOf(Collection<Token> tokens) {
    Set<String> words = new HashSet<>();
    for (Token token : tokens) {
      if (isInflected(token)) {
        words.add(token.lower());
      }
    }
    Map<String, WordForms> forms = new HashMap<>(known.getAllPresent(words));
    List<String> unknown = words.stream().filter(w -> !forms.containsKey(w)).toList();
    for (int from = 0; from < unknown.size(); from += MAX_ASKED) {
      ask(unknown.subList(from, Math.min(from + MAX_ASKED, unknown.size())), forms);
    }
    return forms;
  }

  private void ask(List<String> words, Map<String, WordForms> forms) {
    jdbc.query(
        lookUp,
        row -> {
          WordForms found = read(row.getString(1), row.getArray(2));
          forms.put(row.getString(1), found);
          known.put(row.getString(1), found);
        },
        (Object) words.toArray(String[]::new));
  }

  private static boolean isInflected(Token token) {
    String word = token.lower();
    if (!token.isWord() || word.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!Character.isLetter(c) && !Folding.isMark(c)) {
        return false;
      }
    }
    return true;
  }

  private static WordForms read(String word, Array stems) throws SQLException {
    String exact = Folding.withoutAccents(word);
    List<@Nullable String> forms = new ArrayList<>();
    for (@Nullable String stem : (@Nullable String[]) stems.getArray()) {
      // Most stems are the word itself: one text for all of them.
      String bare = stem == null ? null : Folding.withoutAccents(stem);
      forms.add(exact.equals(bare) ? exact : bare);
    }
    return WordForms.of(Collections.unmodifiableList(forms));
  }
}
