package dev.parley.message.search;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.Outages;
import dev.parley.common.problem.UnavailableException;
import dev.parley.message.access.Leaving;
import dev.parley.message.search.language.Analyzer;
import dev.parley.message.search.language.SearchQuery;
import dev.parley.message.search.language.TextSlices;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes a page of what is found. The index gives candidates; the stored messages themselves
/// decide, so that an edited message is never found by its old text, nor a deleted one at all,
/// however far the index is behind.
@Component
class SearchReader {

  private static final Logger log = LoggerFactory.getLogger(SearchReader.class);

  private final SearchIndex index;
  private final FoundMessages messages;
  private final Analyzer analyzer;
  private final SearchProperties properties;
  private final TransactionTemplate transaction;

  SearchReader(
      SearchIndex index,
      FoundMessages messages,
      Analyzer analyzer,
      SearchProperties properties,
      PlatformTransactionManager transactions) {
    this.index = index;
    this.messages = messages;
    this.analyzer = analyzer;
    this.properties = properties;
    this.transaction = new TransactionTemplate(transactions);
    transaction.setReadOnly(true);
  }

  /// A page that took all its time, or looked at all it may, is shorter and says where to go on.
  ///
  /// @throws UnavailableException when nothing is found in that time: an empty page that says
  ///   nowhere to go on would look like the end
  MessageSearch.Page read(List<Readable> windows, SearchQuery query, SearchRequest request) {
    PageBuilder page = new PageBuilder(query, request.limit(), properties.maxExamined());
    boolean atEnd =
        Boolean.TRUE.equals(
            transaction.execute(status -> read(windows, query, request, page, status)));
    if (atEnd) {
      return page.toEnd();
    }
    if (!page.isBegun()) {
      log.atWarn().log("A search was given up: it has found nothing in its time");
      throw new UnavailableException("The search");
    }
    return page.soFar();
  }

  /// @return whether all is found that there is
  private boolean read(
      List<Readable> windows,
      SearchQuery query,
      SearchRequest request,
      PageBuilder page,
      TransactionStatus status) {
    try {
      long deadline = System.nanoTime() + properties.timeout().toNanos();
      index.bound(properties.timeout());
      Map<ConversationId, Leaving> leavings = Readable.leavings(windows);
      Candidates candidates =
          new Candidates(index, query.indexQuery(), request.filter(), windows, request.after());
      while (!page.isComplete() && System.nanoTime() < deadline) {
        List<Position> next = candidates.next(PageBuilder.AT_ONCE, deadline);
        if (next.isEmpty()) {
          return candidates.isAtEnd();
        }
        take(page, next.getLast(), messages.at(next, leavings));
      }
    } catch (QueryTimeoutException e) {
      // The database has ended the transaction with the statement: what was read before it holds.
      status.setRollbackOnly();
      log.atInfo()
          .addKeyValue("conversations", windows.size())
          .addKeyValue("cause", Outages.causeOf(e))
          .log("A search took too long");
    }
    return false;
  }

  private void take(PageBuilder page, Position end, List<MessageBody> found) {
    List<List<MessageBody>> slices = found.isEmpty() ? List.of(found) : TextSlices.of(found);
    for (int i = 0; i < slices.size() && !page.isComplete(); i++) {
      List<MessageBody> slice = slices.get(i);
      boolean isLast = i == slices.size() - 1;
      page.take(
          isLast ? end : FoundMessages.positionOf(slice.getLast()), slice, analyzer.textsOf(slice));
    }
  }
}
