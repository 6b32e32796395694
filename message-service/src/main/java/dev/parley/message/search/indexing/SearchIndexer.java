package dev.parley.message.search.indexing;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.Topics;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.KafkaDefaultsAutoConfiguration;
import dev.parley.common.kafka.MalformedEventException;
import dev.parley.common.kafka.RecordBatches;
import dev.parley.message.search.language.AnalyzedText;
import dev.parley.message.search.language.Analyzer;
import dev.parley.message.search.language.TextSlices;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Keeps the search's documents behind the messages by about a second: it waits for some of them to
/// come together, since each costs a tenth in a large batch of what it costs alone.
@Component
class SearchIndexer {

  private final Analyzer analyzer;
  private final SearchDocuments documents;
  private final IndexingProperties properties;

  SearchIndexer(Analyzer analyzer, SearchDocuments documents, IndexingProperties properties) {
    this.analyzer = analyzer;
    this.documents = documents;
    this.properties = properties;
  }

  private record Slot(Object conversation, long seq) {}

  /// A malformed record goes to the dead letters, after those before it are kept.
  @KafkaListener(
      id = "search",
      idIsGroup = false,
      groupId = "message-service.search",
      topics = {Topics.MESSAGE_CREATED, Topics.MESSAGE_UPDATED},
      containerFactory = KafkaDefaultsAutoConfiguration.BATCH,
      properties = {
        "max.poll.records=${parley.search.index.batch}",
        "fetch.min.bytes=${parley.search.index.min-bytes}",
        "fetch.max.wait.ms=${parley.search.index.max-wait-ms}"
      })
  void take(List<ConsumerRecord<String, byte[]>> records) {
    Gathered gathered = new Gathered();
    RecordBatches.take(records, record -> gathered.take(read(record)), gathered::index);
  }

  /// What of a batch is not in the index yet: never much more than is analyzed at once.
  private final class Gathered {

    private final Map<Slot, MessageBody> newest = new HashMap<>();
    private long chars;

    void take(MessageBody message) {
      if (!changesText(message)) {
        return;
      }
      newest.merge(
          new Slot(message.conversationId(), message.seq()),
          message,
          (a, b) -> a.rev() > b.rev() ? a : b);
      chars += TextSlices.length(message);
      if (chars >= TextSlices.MAX_CHARS) {
        index();
      }
    }

    void index() {
      long begun = System.nanoTime();
      SearchIndexer.this.index(newest.values());
      rest(System.nanoTime() - begun);
      newest.clear();
      chars = 0;
    }
  }

  /// Puts in what is newer than what is there.
  ///
  /// @param messages each once
  void index(Collection<MessageBody> messages) {
    TextSlices.of(List.copyOf(messages)).forEach(this::put);
  }

  private void put(List<MessageBody> slice) {
    List<AnalyzedText> texts = analyzer.textsOf(slice);
    List<SearchDocument> made = new ArrayList<>(slice.size());
    for (int i = 0; i < slice.size(); i++) {
      made.add(new SearchDocument(slice.get(i), texts.get(i).terms(analyzer.languages())));
    }
    documents.put(made);
  }

  private void rest(long worked) {
    try {
      TimeUnit.NANOSECONDS.sleep((long) (worked * (1 / properties.indexShare() - 1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean changesText(MessageBody message) {
    return switch (message.change()) {
      case null -> true;
      case "edited", "deleted" -> true;
      default -> false;
    };
  }

  @SuppressWarnings("ConstantValue") // JSON can leave out what the record's type promises
  private static MessageBody read(ConsumerRecord<String, byte[]> record) {
    MessageBody message = EventDecoder.body(record, MessageBody.class);
    if (message.conversationId() == null
        || message.seq() <= 0
        || message.rev() <= 0
        || message.type() == null
        || message.senderId() == null
        || message.createdAt() == null) {
      throw new MalformedEventException("the message lacks what every message has", null);
    }
    return message;
  }
}
