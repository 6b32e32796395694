package dev.parley.message.search.language;

import dev.parley.common.event.MessageBody;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Makes texts ready for the search, many at a time.
@Component
public class Analyzer {

  /// Counts up when documents must be made anew, because the same text has other terms than before.
  private static final int RULES = 1;

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
  public List<AnalyzedText> textsOf(List<MessageBody> messages) {
    List<List<Token>> tokens = messages.stream().map(Analyzer::tokensOf).toList();
    Map<String, WordForms> forms =
        dictionary.formsOf(tokens.stream().flatMap(List::stream).toList());
    int languages = dictionary.languages().size();
    return tokens.stream().map(own -> new AnalyzedText(own, forms, languages)).toList();
  }

  public SearchQuery query(String text) {
    return SearchQuery.of(text, dictionary);
  }

  private static List<Token> tokensOf(MessageBody message) {
    String content = message.content();
    return content == null || message.deletedAt() != null ? List.of() : Tokens.of(content);
  }
}
