package dev.parley.message.search.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What someone looks for: words, all of which a message must have, and phrases in double quotes,
/// word for word. A word is found in its other forms too, and the last one by its beginning, as
/// long as nothing but itself stands behind it. There are no operators: whatever else is typed
/// separates words.
public final class SearchQuery {

  private static final int MOST_TERMS = 16;
  private static final int MOST_HIGHLIGHTS = 100;
  private static final Pattern PARTS = Pattern.compile("\"([^\"]*)\"?|[^\\s\"]+");

  private final List<Clause> clauses;
  private final List<String> languages;

  private SearchQuery(List<Clause> clauses, List<String> languages) {
    this.clauses = clauses;
    this.languages = languages;
  }

  static SearchQuery of(String text, Dictionary dictionary) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PARTS.matcher(text);
    while (matcher.find()) {
      boolean quoted = matcher.group(1) != null;
      List<Token> tokens = Tokens.of(quoted ? matcher.group(1) : matcher.group());
      if (!tokens.isEmpty()) {
        parts.add(new Part(tokens, quoted, !quoted && matcher.end() == text.length()));
      }
    }
    Map<String, WordForms> forms =
        dictionary.formsOf(parts.stream().map(Part::tokens).flatMap(List::stream).toList());
    return new SearchQuery(
        parts.stream()
            .map(part -> new Clause(part.tokens(), forms, part.quoted(), part.open()))
            .toList(),
        dictionary.languages());
  }

  /// @param open whether it is being typed still: it stands at the end, with nothing behind it
  private record Part(List<Token> tokens, boolean quoted, boolean open) {}

  /// Whether it asks for anything.
  public boolean isEmpty() {
    return clauses.isEmpty();
  }

  /// As a `tsquery` over the terms of documents, each of which `~` stands in front of. It may find
  /// more than what is asked for, and [#match] tells; of words that stop words are among, it asks
  /// only where it has no others.
  public String indexQuery() {
    List<IndexNeed> needs =
        clauses.stream().flatMap(clause -> clause.needs(languages).stream()).distinct().toList();
    List<IndexNeed> strong = needs.stream().filter(need -> !need.weak()).toList();
    return (strong.isEmpty() ? needs : strong)
        .stream()
            .sorted(Comparator.comparing(IndexNeed::length).reversed())
            .limit(MOST_TERMS)
            .map(IndexNeed::toTsquery)
            .collect(Collectors.joining(" & "));
  }

  /// Where the text has what is asked for, in order; empty when it lacks some of it.
  public Optional<List<Highlight>> match(AnalyzedText text) {
    List<Highlight> all = new ArrayList<>();
    for (Clause clause : clauses) {
      List<Highlight> found = clause.find(text);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(found);
    }
    return Optional.of(merged(all));
  }

  private static List<Highlight> merged(List<Highlight> found) {
    List<Highlight> merged = new ArrayList<>();
    for (Highlight next : found.stream().sorted(Comparator.comparing(Highlight::start)).toList()) {
      if (!merged.isEmpty() && next.start() <= merged.getLast().end()) {
        Highlight before = merged.removeLast();
        merged.add(new Highlight(before.start(), Math.max(before.end(), next.end())));
      } else if (merged.size() < MOST_HIGHLIGHTS) {
        merged.add(next);
      } else {
        break;
      }
    }
    return merged;
  }
}
