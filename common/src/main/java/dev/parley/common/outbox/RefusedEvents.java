package dev.parley.common.outbox;

import dev.parley.common.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Those of a batch that Kafka takes at no time, as they are larger than its limit: they are kept
/// in `refused_event`, from where they can be put back. Whatever else fails may pass, and is tried
/// again for as long as it takes.
final class RefusedEvents {

  private static final Logger log = LoggerFactory.getLogger(RefusedEvents.class);

  private static final String KEEP =
      """
      INSERT INTO refused_event (event_id, topic, key, reason, events) VALUES (?, ?, ?, ?, ?)
      """;

  private record Refused(Event event, @Nullable String reason) {}

  private final List<Refused> refused = new ArrayList<>();

  static boolean isForGood(@Nullable Throwable failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException;
  }

  void add(Event event, Throwable failure) {
    refused.add(new Refused(event, failure.getMessage()));
  }

  int size() {
    return refused.size();
  }

  /// In the session's transaction, which takes them out of the outbox.
  void keep(Connection session) throws SQLException {
    if (refused.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = session.prepareStatement(KEEP)) {
      for (Refused one : refused) {
        log.atError()
            .addKeyValue("topic", one.event.type())
            .addKeyValue("key", one.event.key())
            .addKeyValue("event", one.event.id())
            .addKeyValue("bytes", one.event.data().length)
            .log("Kafka refuses an event for good: it is kept in refused_event");
        insert.setString(1, one.event.id());
        insert.setString(2, one.event.type());
        insert.setString(3, one.event.key());
        insert.setString(4, one.reason);
        insert.setBytes(5, Frames.write(List.of(one.event)));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
