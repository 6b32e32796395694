package dev.parley.message.search.indexing;

import dev.parley.common.event.MessageBody;
import java.util.Collection;
import java.util.stream.Collectors;

/// A message as the index has it.
///
/// @param terms without what stands for its place
record SearchDocument(MessageBody message, Collection<String> terms) {

  /// As the text of a `tsvector`.
  String vector() {
    String prefix = Stretch.prefix(message.conversationId(), Stretch.of(message.seq()));
    return terms.stream().map(term -> "'" + prefix + term + "'").collect(Collectors.joining(" "));
  }
}
