package dev.parley.message.search;

import dev.parley.common.event.MessageBody;
import dev.parley.message.search.language.AnalyzedText;
import dev.parley.message.search.language.Highlight;
import dev.parley.message.search.language.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gathers a page from candidates, which come in order, until it is full or enough was looked at.
final class PageBuilder {

  /// How many candidates are read at a time.
  static final int AT_ONCE = 64;

  private final SearchQuery query;
  private final int limit;
  private final int maxExamined;
  private final List<MessageSearch.Item> items = new ArrayList<>();
  private @Nullable Position last;
  private int examined;
  private boolean full;

  PageBuilder(SearchQuery query, int limit, int maxExamined) {
    this.query = query;
    this.limit = limit;
    this.maxExamined = maxExamined;
  }

  /// @param end the last candidate's position, whether or not its message is there
  /// @param texts the messages', in their order
  void take(Position end, List<MessageBody> messages, List<AnalyzedText> texts) {
    for (int i = 0; i < messages.size() && !full; i++) {
      MessageBody message = messages.get(i);
      Optional<List<Highlight>> found = query.match(texts.get(i));
      if (found.isPresent() && items.size() == limit) {
        full = true;
      } else {
        found.ifPresent(highlights -> items.add(new MessageSearch.Item(message, highlights)));
        last = FoundMessages.positionOf(message);
      }
    }
    if (!full) {
      last = end;
      examined += Math.max(1, messages.size());
    }
  }

  boolean isComplete() {
    return full || examined >= maxExamined;
  }

  /// Whether it can say where to go on.
  boolean isBegun() {
    return last != null;
  }

  MessageSearch.Page soFar() {
    return new MessageSearch.Page(items, last);
  }

  MessageSearch.Page toEnd() {
    return new MessageSearch.Page(items, null);
  }
}
