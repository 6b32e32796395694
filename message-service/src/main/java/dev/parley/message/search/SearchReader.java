package dev.parley.message.search;

import dev.parley.common.event.MessageBody;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Makes a page of what is found. The index gives candidates; the stored messages themselves
/// decide, so that an edited message is never found by its old text, nor a deleted one at all,
/// however far the index is behind.
@Component
class SearchReader {

  private final SearchDocuments documents;
  private final FoundMessages messages;
  private final Analyzer analyzer;
  private final SearchProperties properties;

  SearchReader(
      SearchDocuments documents,
      FoundMessages messages,
      Analyzer analyzer,
      SearchProperties properties) {
    this.documents = documents;
    this.messages = messages;
    this.analyzer = analyzer;
    this.properties = properties;
  }

  /// A page that took all its time, or looked at all it may, is shorter and says where to go on.
  ///
  /// @throws org.springframework.dao.DataAccessException when a statement takes too long
  @Transactional(readOnly = true)
  public MessageSearch.Page read(List<Readable> windows, SearchQuery query, SearchRequest request) {
    long deadline = System.nanoTime() + properties.timeout().toNanos();
    documents.bound(properties.timeout());
    Candidates candidates =
        new Candidates(documents, query.indexQuery(), request.filter(), windows, request.after());
    PageBuilder page = new PageBuilder(query, request.limit(), properties.maxExamined());
    while (!page.isComplete() && System.nanoTime() < deadline) {
      List<Position> next = candidates.next(PageBuilder.AT_ONCE, deadline);
      if (next.isEmpty()) {
        return page.toEnd();
      }
      List<MessageBody> found = messages.at(next);
      page.take(next.getLast(), found, analyzer.textsOf(found));
    }
    return page.soFar();
  }
}
