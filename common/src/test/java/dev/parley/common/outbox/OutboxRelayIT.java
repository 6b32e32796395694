package dev.parley.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Event;
import dev.parley.common.event.Headers;
import dev.parley.common.id.Uuids;
import dev.parley.common.testing.KafkaBroker;
import dev.parley.common.testing.PostgresServer;
import dev.parley.common.testing.TopicRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/// Against a real PostgreSQL and Kafka: what is committed reaches Kafka, in order for each key,
/// though the process that relays dies in between.
class OutboxRelayIT {

  private static final OutboxProperties PROPERTIES =
      new OutboxProperties(
          true,
          7,
          DataSize.ofBytes(600), // holds some rows and not seven
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(20),
          Duration.ofMillis(50));

  private final String topic = "relay-" + UUID.randomUUID();
  private final OutboxSignal signal = new OutboxSignal();
  private final List<OutboxRelay> relays = new ArrayList<>();
  private DriverManagerDataSource dataSource;
  private TransactionTemplate transactions;
  private JdbcTemplate jdbc;
  private Outbox outbox;

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

  @Test
  void publishesWhatWasCommittedWhileNoRelayRan() {
    append("a", 1);
    append("a", 2);
    assertThat(rows()).isEqualTo(2);

    start(OutboxRelayIT::producer);
    await().untilAsserted(() -> assertThat(values("a")).containsExactly(1, 2));
    await().untilAsserted(() -> assertThat(rows()).isZero());
  }

  @Test
  void publishesNothingThatWasRolledBack() {
    start(OutboxRelayIT::producer);
    transactions.executeWithoutResult(status -> {
      outbox.append(event("a", 1));
      status.setRollbackOnly();
    });
    append("a", 2);

    await().untilAsserted(() -> assertThat(values("a")).containsExactly(2));
  }

  @Test
  void refusesEventsOutsideATransaction() {
    assertThatThrownBy(() -> outbox.append(event("a", 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keepsTheOrderOfEachKeyWhileManyCommit() throws Exception {
    start(OutboxRelayIT::producer);
    jdbc.execute("CREATE TABLE head (key text PRIMARY KEY, seq integer NOT NULL)");
    List<String> keys = List.of("k1", "k2", "k3");
    keys.forEach(key -> jdbc.update("INSERT INTO head VALUES (?, 0)", key));
    List<Future<?>> writers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 120; i++) {
        String key = keys.get(i % keys.size());
        writers.add(threads.submit(() -> appendNext(key)));
      }
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
    for (String key : keys) {
      await().untilAsserted(() -> assertThat(values(key)).hasSize(40));
      assertThat(values(key)).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void aLeaderThatDiesMidBatchLosesNothingAndDoublesNothingThatAConsumerKeeps() {
    for (int i = 1; i <= 20; i++) {
      append("a", i);
    }
    // Its producer is gone after some of a batch's records are with the broker and before their
    // rows are deleted, three times over.
    AtomicInteger deaths = new AtomicInteger();
    start(() -> deaths.incrementAndGet() <= 3 ? dying(producer(), 3) : producer());
    await().untilAsserted(() -> assertThat(rows()).isZero());

    List<ConsumerRecord<String, byte[]>> records = records("a");
    assertThat(records).hasSizeGreaterThan(20);
    assertThat(keptByAConsumer(records))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
  }

  /// The one that was cut off does not know it yet, and sends the rest of its batch behind what its
  /// successor has sent.
  @Test
  void aLeaderThatIsCutOffMidBatchDoublesNothingThatAConsumerKeeps() throws Exception {
    for (int i = 1; i <= 20; i++) {
      append("a", i);
    }
    CountDownLatch midBatch = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    start(() -> stalling(producer(), midBatch, goOn, ended));
    midBatch.await();
    start(OutboxRelayIT::producer);
    cutLeaderOff();
    await().untilAsserted(() -> assertThat(rows()).isZero());
    goOn.countDown();
    ended.await();

    List<ConsumerRecord<String, byte[]>> records = records("a");
    assertThat(records).hasSizeGreaterThan(20);
    assertThat(keptByAConsumer(records))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
  }

  private void cutLeaderOff() {
    jdbc.queryForList(
        """
        SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()
        """);
  }

  @Test
  void anotherProcessTakesOverWhenTheLeadersSessionIsGone() {
    OutboxRelay first = start(OutboxRelayIT::producer);
    append("a", 1);
    await().untilAsserted(() -> assertThat(values("a")).containsExactly(1));
    OutboxRelay second = start(OutboxRelayIT::producer);
    append("a", 2);
    await().untilAsserted(() -> assertThat(values("a")).containsExactly(1, 2));

    first.stop();
    append("a", 3);
    await().untilAsserted(() -> assertThat(values("a")).containsExactly(1, 2, 3));
    assertThat(second.isRunning()).isTrue();
  }

  @Test
  void oneLeadsAtATime() {
    for (int i = 0; i < 4; i++) {
      start(OutboxRelayIT::producer);
    }
    for (int i = 1; i <= 60; i++) {
      append("a", i);
    }
    await().untilAsserted(() -> assertThat(rows()).isZero());
    assertThat(values("a")).hasSize(60).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void startsOverWhenItsDatabaseSessionIsKilled() {
    start(OutboxRelayIT::producer);
    append("a", 1);
    await().untilAsserted(() -> assertThat(rows()).isZero());
    cutLeaderOff();
    append("a", 2);
    await().untilAsserted(() -> assertThat(values("a")).contains(1, 2));
  }

  @Test
  void goesOnWhenARowThatItCouldNotReadIsMended() {
    jdbc.update(
        "INSERT INTO outbox (topic, event_count, events) VALUES (?, 1, ?)", topic, bytes(9));
    append("a", 1);
    OutboxRelay relay = start(OutboxRelayIT::producer);
    await().during(Duration.ofMillis(700)).until(() -> rows() == 2);

    jdbc.update("DELETE FROM outbox WHERE length(events) = 1");
    await().untilAsserted(() -> assertThat(values("a")).containsExactly(1));
    assertThat(relay.isRunning()).isTrue();
  }

  @Test
  void carriesTheEventsAttributesAsHeaders() {
    Event event = event("a", 1);
    transactions.executeWithoutResult(_ -> outbox.append(event));
    start(OutboxRelayIT::producer);
    await().untilAsserted(() -> assertThat(records("a")).hasSize(1));

    var headers = records("a").getFirst().headers();
    assertThat(Headers.text(headers, Headers.ID)).isEqualTo(event.id());
    assertThat(Headers.text(headers, Headers.TYPE)).isEqualTo(topic);
    assertThat(Headers.text(headers, Headers.SPEC_VERSION)).isEqualTo("1.0");
    assertThat(Headers.number(headers, "ce_seq")).isEqualTo(1);
  }

  private OutboxRelay start(Supplier<Producer<String, byte[]>> producers) {
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

  private void append(String key, int value) {
    transactions.executeWithoutResult(_ -> outbox.append(event(key, value)));
  }

  /// As the services do: the event is appended while the row that its key names is locked.
  private void appendNext(String key) {
    transactions.executeWithoutResult(_ -> {
      Integer seq =
          jdbc.queryForObject(
              "UPDATE head SET seq = seq + 1 WHERE key = ? RETURNING seq", Integer.class, key);
      outbox.append(event(key, seq == null ? 0 : seq));
    });
  }

  private Event event(String key, int value) {
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

  private static byte[] bytes(int only) {
    return new byte[] {(byte) only};
  }

  private long rows() {
    Long rows = jdbc.queryForObject("SELECT count(*) FROM outbox", Long.class);
    return rows == null ? 0 : rows;
  }

  private List<Integer> values(String key) {
    return records(key).stream().map(OutboxRelayIT::value).toList();
  }

  /// As a consumer does: an event it has seen, and a state older than the one it holds, change
  /// nothing.
  private static List<Integer> keptByAConsumer(List<ConsumerRecord<String, byte[]>> records) {
    Set<String> seen = new HashSet<>();
    List<Integer> kept = new ArrayList<>();
    for (var record : records) {
      String id = String.valueOf(Headers.text(record.headers(), Headers.ID));
      if (seen.add(id)) {
        kept.add(value(record));
      }
    }
    return kept;
  }

  private static int value(ConsumerRecord<String, byte[]> record) {
    return Integer.parseInt(new String(record.value(), StandardCharsets.UTF_8));
  }

  private List<ConsumerRecord<String, byte[]>> records(String key) {
    return TopicRecords.of(topic, key);
  }

  private static Producer<String, byte[]> producer() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", KafkaBroker.bootstrapServers());
    settings.put("acks", "all");
    settings.put("linger.ms", 0);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /// Sends some records and then is as good as dead: the rest of the batch never leaves.
  private static Producer<String, byte[]> dying(Producer<String, byte[]> real, int sends) {
    AtomicInteger left = new AtomicInteger(sends);
    return intercepted(
        real,
        method -> {
          if (method.equals("send") && left.getAndDecrement() <= 0) {
            real.flush();
            throw new KafkaException("the process is gone");
          }
        });
  }

  /// Stops after its second record until it may go on.
  ///
  /// @param ended when its user has closed it
  private static Producer<String, byte[]> stalling(
      Producer<String, byte[]> real,
      CountDownLatch midBatch,
      CountDownLatch goOn,
      CountDownLatch ended) {
    AtomicInteger sent = new AtomicInteger();
    return intercepted(
        real,
        method -> {
          if (method.equals("send") && sent.incrementAndGet() == 3) {
            real.flush();
            midBatch.countDown();
            goOn.await();
          } else if (method.equals("close")) {
            real.flush();
            ended.countDown();
          }
        });
  }

  private interface Interception {
    void before(String method) throws InterruptedException;
  }

  @SuppressWarnings("unchecked")
  private static Producer<String, byte[]> intercepted(
      Producer<String, byte[]> real, Interception interception) {
    return (Producer<String, byte[]>)
        Proxy.newProxyInstance(
            Producer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (_, method, arguments) -> {
              interception.before(method.getName());
              return method.invoke(real, arguments);
            });
  }
}
