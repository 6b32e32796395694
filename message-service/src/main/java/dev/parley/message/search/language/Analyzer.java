package dev.parley.message.search.language;

import dev.parley.common.event.MessageBody;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Makes texts ready for the search, many at a time.
@Component
public class Analyzer {

  /// Counts up when documents must be made anew, because the same text has other terms than before.
  private static final int RULES = 1;

  /// Different words of one message whose forms are looked up. Who writes more than that in 16 000
  /// characters writes no sentences; the rest is found as it is written.
  static final int MAX_STEMMED = 2_000;

  private final Dictionary dictionary;

  Analyzer(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /// What the terms of documents depend on.
  public String rules() {
    return RULES + ":" + String.join(",", dictionary.languages());
  }

  public List<String> languages() {
    return dictionary.languages();
  }

  /// What the messages say, in their order; a tombstone says nothing.
  ///
  /// @param messages no more than a slice of [TextSlices]
  public List<AnalyzedText> textsOf(List<MessageBody> messages) {
    List<List<Token>> tokens = messages.stream().map(Analyzer::tokensOf).toList();
    Map<String, WordForms> forms =
        dictionary.formsOf(tokens.stream().flatMap(Analyzer::stemmed).toList());
    int languages = dictionary.languages().size();
    return tokens.stream().map(own -> new AnalyzedText(own, forms, languages)).toList();
  }

  public SearchQuery query(String text) {
    return SearchQuery.of(text, dictionary);
  }

  private static Stream<Token> stemmed(List<Token> tokens) {
    Set<String> different = new HashSet<>();
    return tokens.stream()
        .filter(token -> token.isWord() && different.add(token.lower()))
        .limit(MAX_STEMMED);
  }

  private static List<Token> tokensOf(MessageBody message) {
    String content = message.content();
    return content == null || message.deletedAt() != null ? List.of() : Tokens.of(content);
  }
}
