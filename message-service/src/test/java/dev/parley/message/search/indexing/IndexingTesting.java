package dev.parley.message.search.indexing;

import dev.parley.common.event.MessageBody;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;

/// Lets tests of other packages put messages into the index at once, as events do in time.
public final class IndexingTesting {

  private IndexingTesting() {}

  /// @param messages each once
  public static void index(BeanFactory service, List<MessageBody> messages) {
    service.getBean(SearchIndexer.class).index(messages);
  }
}
