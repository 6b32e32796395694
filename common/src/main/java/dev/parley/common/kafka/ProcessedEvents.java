package dev.parley.common.kafka;

import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;

/// Remembers, in the transaction of the effect, which events a consumer has taken: an event that is
/// delivered again finds itself here and changes nothing. For effects that are not idempotent by
/// themselves.
public final class ProcessedEvents {

  private final JdbcTemplate jdbc;

  public ProcessedEvents(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// @param consumer who takes it, so that two consumers of one topic do not shut each other out
  /// @return false when this consumer has taken the event before
  public boolean isFirst(String consumer, String eventId) {
    return jdbc.update(
            "INSERT INTO processed_event (consumer, event_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            consumer,
            eventId)
        == 1;
  }

  /// Forgets what is older than Kafka keeps.
  public int forget(Duration olderThan) {
    return jdbc.update(
        "DELETE FROM processed_event WHERE at < now() - ? * interval '1 second'",
        olderThan.toSeconds());
  }
}
