package dev.parley.common.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/// `parley.outbox.age`: how long the oldest event has waited for Kafka, in seconds. Zero when none
/// waits; what is not known, as without a database, is no number.
final class OutboxAge implements MeterBinder {

  private static final String OLDEST =
      """
      SELECT coalesce(
        (SELECT extract(epoch FROM clock_timestamp() - created_at) FROM outbox ORDER BY position LIMIT 1), 0)
      """;

  private final JdbcTemplate jdbc;

  OutboxAge(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("parley.outbox.age", this, OutboxAge::seconds)
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
  }

  private double seconds() {
    try {
      Double seconds = jdbc.queryForObject(OLDEST, Double.class);
      return seconds == null ? Double.NaN : Math.max(0, seconds);
    } catch (DataAccessException e) {
      return Double.NaN;
    }
  }
}
