package dev.parley.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.PostgresServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class OutboxAgeIT {

  private static final String ROW =
      "INSERT INTO outbox (topic, event_count, events, created_at)"
          + " VALUES ('t', 1, '', now() - make_interval(secs => ?))";

  @Test
  void isThatOfTheOldestEventThatWaits() {
    PostgresServer.Database database = PostgresServer.database("outbox_age");
    var dataSource =
        new DriverManagerDataSource(database.url(), database.username(), database.password());
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new OutboxAge(jdbc).bindTo(registry);
    assertThat(registry.get("parley.outbox.age").gauge().value()).as("no table yet").isNaN();

    Flyway.configure().dataSource(dataSource).locations("classpath:db/outbox").load().migrate();
    assertThat(registry.get("parley.outbox.age").gauge().value()).isZero();

    jdbc.update(ROW, 3600);
    jdbc.update(ROW, 10);
    assertThat(registry.get("parley.outbox.age").gauge().value()).isBetween(3600.0, 7200.0);
  }
}
