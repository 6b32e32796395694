package dev.parley.common.outbox;

import dev.parley.common.event.Event;
import dev.parley.common.id.Uuids;
import dev.parley.common.testing.KafkaBroker;
import dev.parley.common.testing.PostgresServer;
import dev.parley.common.testing.TopicRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/// An outbox on a real PostgreSQL, and relays from it to a real Kafka.
abstract class OutboxRelayTest {

  private static final OutboxProperties PROPERTIES =
      new OutboxProperties(
          true,
          7,
          DataSize.ofBytes(600), // holds some rows and not seven
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(20),
          Duration.ofMillis(50));

  final String topic = "relay-" + UUID.randomUUID();
  private final OutboxSignal signal = new OutboxSignal();
  private final List<OutboxRelay> relays = new ArrayList<>();
  private DriverManagerDataSource dataSource;
  TransactionTemplate transactions;
  JdbcTemplate jdbc;
  Outbox outbox;

  @BeforeEach
  void migrate() {
    PostgresServer.Database database = PostgresServer.database("outbox");
    dataSource =
        new DriverManagerDataSource(database.url(), database.username(), database.password());
    Flyway.configure().dataSource(dataSource).locations("classpath:db/outbox").load().migrate();
    transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    jdbc = new JdbcTemplate(dataSource);
    outbox = new Outbox(jdbc, signal);
  }

  @AfterEach
  void stopRelays() {
    relays.forEach(OutboxRelay::stop);
  }

  final OutboxRelay start(Supplier<Producer<String, byte[]>> producers) {
    OutboxRelay relay =
        new OutboxRelay(
            dataSource,
            producers,
            PROPERTIES,
            signal,
            new OutboxMetrics(new SimpleMeterRegistry()));
    relays.add(relay);
    relay.start();
    return relay;
  }

  final void append(String key, int value) {
    transactions.executeWithoutResult(_ -> outbox.append(event(key, value)));
  }

  final Event event(String key, int value) {
    return new Event(
        Uuids.next().toString(),
        topic,
        "/test",
        Instant.EPOCH,
        key,
        key,
        Map.of("seq", Integer.toString(value)),
        Integer.toString(value).getBytes(StandardCharsets.UTF_8));
  }

  final long rows() {
    Long rows = jdbc.queryForObject("SELECT count(*) FROM outbox", Long.class);
    return rows == null ? 0 : rows;
  }

  final List<Integer> values(String key) {
    return records(key).stream().map(OutboxRelayTest::value).toList();
  }

  static int value(ConsumerRecord<String, byte[]> record) {
    return Integer.parseInt(new String(record.value(), StandardCharsets.UTF_8));
  }

  final List<ConsumerRecord<String, byte[]>> records(String key) {
    return TopicRecords.of(topic, key);
  }

  static Producer<String, byte[]> producer() {
    return producer(Map.of());
  }

  static Producer<String, byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", KafkaBroker.bootstrapServers());
    settings.put("acks", "all");
    settings.put("linger.ms", 0);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }
}
