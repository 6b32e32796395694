package dev.parley.message.search.language;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// One of the terms that a document must have, in any of its forms.
///
/// @param prefix whether the first form may go on
/// @param weak whether many documents have it: stop words
record IndexNeed(String term, boolean prefix, Set<String> otherForms, boolean weak) {

  static final String PLACE = "~";

  int length() {
    return term.length();
  }

  String toTsquery() {
    Set<String> forms = new TreeSet<>(otherForms);
    if (!prefix) {
      forms.add(term);
    }
    String exactly =
        forms.stream().map(form -> "'" + PLACE + form + "'").collect(Collectors.joining(" | "));
    String beginning = prefix ? "'" + PLACE + term + "':*" : "";
    return "(" + beginning + (prefix && !exactly.isEmpty() ? " | " : "") + exactly + ")";
  }
}
