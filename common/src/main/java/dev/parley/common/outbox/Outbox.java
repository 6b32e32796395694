package dev.parley.common.outbox;

import dev.parley.common.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Where a transaction leaves the events it causes: they reach Kafka if, and only if, it commits.
///
/// Events of one key keep their order as long as their transactions hold a lock on what the key
/// names (the conversation's row) when they append: positions are then given out in commit order.
public final class Outbox {

  private static final String INSERT =
      "INSERT INTO outbox (topic, event_count, events) VALUES (?, ?, ?)";

  private final JdbcTemplate jdbc;
  private final OutboxSignal signal;

  Outbox(JdbcTemplate jdbc, OutboxSignal signal) {
    this.jdbc = jdbc;
    this.signal = signal;
  }

  public void append(Event event) {
    append(List.of(event));
  }

  /// One row for each topic, in the events' order.
  ///
  /// @throws IllegalStateException outside a transaction
  public void append(List<Event> events) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("events are appended in the transaction that causes them");
    }
    Map<String, List<Event>> byTopic = new LinkedHashMap<>();
    events.forEach(e -> byTopic.computeIfAbsent(e.type(), _ -> new ArrayList<>()).add(e));
    byTopic.forEach((topic, some) -> jdbc.update(INSERT, topic, some.size(), Frames.write(some)));
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            signal.raise();
          }
        });
  }
}
