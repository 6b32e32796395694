package dev.parley.message.search;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.problem.UnavailableException;
import dev.parley.message.search.language.Analyzer;
import dev.parley.message.search.language.Highlight;
import dev.parley.message.search.language.SearchQuery;
import dev.parley.message.viewing.MessageViews;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Finds messages by what they say, among those that the caller may read.
@Service
class MessageSearch {

  private static final Logger log = LoggerFactory.getLogger(MessageSearch.class);
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final ReadableClient readable;
  private final Analyzer analyzer;
  private final SearchReader reader;
  private final MessageViews views;
  private final Semaphore slots;

  MessageSearch(
      ReadableClient readable,
      Analyzer analyzer,
      SearchReader reader,
      MessageViews views,
      SearchProperties properties) {
    this.readable = readable;
    this.analyzer = analyzer;
    this.reader = reader;
    this.views = views;
    this.slots = new Semaphore(properties.maxConcurrent());
  }

  /// One found message.
  record Item(MessageBody message, List<Highlight> highlights) {}

  /// @param next where the next page begins; null at the end
  record Page(List<Item> items, @Nullable Position next) {

    static final Page EMPTY = new Page(List.of(), null);
  }

  /// @throws dev.parley.common.problem.DomainException `not_found` for a conversation that the
  ///   caller was never in; `unavailable` when too many search, or this takes too long
  Page search(UserId caller, SearchRequest request) {
    List<Readable> windows = readable.of(caller, request.conversation());
    if (windows.isEmpty() && request.conversation() != null) {
      throw new NotFoundException("conversation");
    }
    SearchQuery query = analyzer.query(request.text());
    if (query.isEmpty() || windows.isEmpty()) {
      return Page.EMPTY;
    }
    takeSlot();
    try {
      return seenBy(caller, reader.read(windows, query, request));
    } finally {
      slots.release();
    }
  }

  private Page seenBy(UserId caller, Page page) {
    List<MessageBody> seen = views.of(page.items().stream().map(Item::message).toList(), caller);
    return new Page(
        IntStream.range(0, seen.size())
            .mapToObj(i -> new Item(seen.get(i), page.items().get(i).highlights()))
            .toList(),
        page.next());
  }

  private void takeSlot() {
    try {
      if (!slots.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.atWarn().log("A search was refused: too many are under way");
        throw new UnavailableException("The search");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("The search");
    }
  }
}
