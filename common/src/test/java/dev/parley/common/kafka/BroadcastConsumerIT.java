package dev.parley.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.common.testing.KafkaBroker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class BroadcastConsumerIT {

  private static final Map<String, Object> SETTINGS =
      Map.of("bootstrap.servers", KafkaBroker.bootstrapServers(), "metadata.max.age.ms", 500);

  private final String topic = "broadcast-" + UUID.randomUUID();
  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(SETTINGS, new StringSerializer(), new ByteArraySerializer());
  private final List<BroadcastConsumer> started = new ArrayList<>();

  @BeforeEach
  void makeTopic() throws Exception {
    try (Admin admin = Admin.create(SETTINGS)) {
      admin.createTopics(List.of(new NewTopic(topic, 4, (short) 1))).all().get();
    }
  }

  @AfterEach
  void stop() {
    started.forEach(BroadcastConsumer::stop);
    producer.close();
  }

  @Test
  void everyNodeReadsEverythingFromTheEndAndEachPartitionInOrder() throws Exception {
    write("before", 0, 20);
    List<String> one = new CopyOnWriteArrayList<>();
    List<String> other = new CopyOnWriteArrayList<>();
    start(record -> one.add(record.key() + new String(record.value(), UTF_8)));
    start(record -> other.add(record.key() + new String(record.value(), UTF_8)));

    write("a", 0, 50);
    write("b", 0, 50);

    for (List<String> read : List.of(one, other)) {
      Awaitility.await().until(() -> read.size() >= 100);
      assertThat(read).hasSize(100).noneMatch(text -> text.startsWith("before"));
      assertThat(read.stream().filter(text -> text.startsWith("a")))
          .containsExactlyElementsOf(numbered("a", 50));
      assertThat(read.stream().filter(text -> text.startsWith("b")))
          .containsExactlyElementsOf(numbered("b", 50));
    }
  }

  @Test
  void saysWhenItReadsBeforeItMissesAnything() throws Exception {
    AtomicInteger said = new AtomicInteger();
    List<String> read = new CopyOnWriteArrayList<>();
    BroadcastConsumer consumer =
        BroadcastConsumer.ofRecords(
                "node", SETTINGS, List.of(topic), record -> read.add(record.key()))
            .whenReading(said::incrementAndGet);
    assertThat(consumer.isReading()).isFalse();
    start(consumer);

    write("x", 0, 1);

    Awaitility.await().until(() -> read.size() == 1);
    assertThat(said).hasValue(1);
    assertThat(consumer.isReading()).isTrue();
  }

  @Test
  void saysThatItDoesNotGoRoundWhileARecordHoldsItUp() throws Exception {
    Duration moment = Duration.ofMillis(500);
    CountDownLatch held = new CountDownLatch(1);
    BroadcastConsumer consumer =
        BroadcastConsumer.ofRecords("node", SETTINGS, List.of(topic), _ -> awaitZero(held));
    assertThat(consumer.goesRound(moment)).isFalse();
    start(consumer);
    Awaitility.await().until(() -> consumer.goesRound(moment));

    write("x", 0, 1);
    Awaitility.await().until(() -> !consumer.goesRound(moment));

    held.countDown();
    Awaitility.await().until(() -> consumer.goesRound(moment));
  }

  @Test
  void readsFromSomeTimeAgoWhereItIsToAndSaysWhenItHasCaughtUp() throws Exception {
    Instant longAgo = Clock.systemUTC().instant().minus(Duration.ofHours(2));
    producer.send(new ProducerRecord<>(topic, 0, longAgo.toEpochMilli(), "k", bytes("old"))).get();
    write("recent", 0, 20);
    List<String> read = new CopyOnWriteArrayList<>();
    BroadcastConsumer consumer =
        BroadcastConsumer.ofRecords(
                "node", SETTINGS, List.of(topic), record -> read.add(text(record)))
            .since(() -> Clock.systemUTC().instant().minus(Duration.ofHours(1)));
    start(consumer);

    assertThat(consumer.awaitCaughtUp(Duration.ofSeconds(30))).isTrue();

    assertThat(read).hasSize(20).doesNotContain("old");
    write("now", 20, 21);
    Awaitility.await().until(() -> read.size() == 21);
  }

  private static void awaitZero(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  @Test
  void aRecordThatCannotBeTakenLeavesTheOthersOfItsPollAlone() throws Exception {
    List<String> read = new CopyOnWriteArrayList<>();
    start(record -> {
      String text = new String(record.value(), UTF_8);
      if (text.equals("3")) {
        throw new IllegalStateException("injected");
      }
      read.add(text);
    });
    write("k", 0, 6);

    Awaitility.await().until(() -> read.size() == 5);
    assertThat(read).containsExactly("0", "1", "2", "4", "5");
  }

  @Test
  void aMalformedRecordIsSkippedWithAWarningAndTheNextOneTaken() throws Exception {
    MeterRegistry registry = new SimpleMeterRegistry();
    Logger log = (Logger) LoggerFactory.getLogger(BroadcastConsumer.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    log.addAppender(logged);
    List<Integer> read = new CopyOnWriteArrayList<>();
    try {
      BroadcastConsumer consumer =
          BroadcastConsumer.ofRecords(
              "node",
              SETTINGS,
              List.of(topic),
              record -> read.add(EventDecoder.body(record, Integer.class)));
      consumer.bindTo(registry);
      start(consumer);
      producer.send(new ProducerRecord<>(topic, 2, "k", bytes("1")));
      producer.send(new ProducerRecord<>(topic, 2, "k", bytes("{")));
      producer.send(new ProducerRecord<>(topic, 2, "k", null));
      producer.send(new ProducerRecord<>(topic, 2, "k", bytes("4"))).get();
      Awaitility.await().until(() -> read.size() == 2);
    } finally {
      log.detachAppender(logged);
    }

    assertThat(read).containsExactly(1, 4);
    assertThat(registry.get("parley.events.skipped").tag("topic", topic).counter().count())
        .isEqualTo(2);
    assertThat(logged.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.WARN);
    assertThat(logged.list)
        .extracting(event -> event.getKeyValuePairs().subList(0, 3).toString())
        .containsExactly(place(1), place(2));
  }

  /// As a log tells it.
  private String place(long offset) {
    return List.of(
            new KeyValuePair("topic", topic),
            new KeyValuePair("partition", 2),
            new KeyValuePair("offset", offset))
        .toString();
  }

  @Test
  void partitionsThatComeLaterAreReadFromTheirBeginning() throws Exception {
    List<Integer> partitions = new CopyOnWriteArrayList<>();
    start(record -> partitions.add(record.partition()));
    try (Admin admin = Admin.create(SETTINGS)) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(6))).all().get();
    }
    Awaitility.await()
        .until(() -> {
          return producer.partitionsFor(topic).size() == 6;
        });
    producer.send(new ProducerRecord<>(topic, 5, "k", "early".getBytes(UTF_8))).get();

    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> partitions.contains(5));
    assertThat(partitions).containsExactly(5);
  }

  @Test
  void aTopicThatIsNotThereYetIsWaitedFor() throws Exception {
    String later = "later-" + UUID.randomUUID();
    List<String> read = new CopyOnWriteArrayList<>();
    BroadcastConsumer consumer =
        BroadcastConsumer.ofRecords(
            "node", SETTINGS, List.of(topic, later), record -> read.add(record.topic()));
    started.add(consumer);
    consumer.start();
    Awaitility.await().during(Duration.ofMillis(500)).until(() -> !consumer.isReading());
    try (Admin admin = Admin.create(SETTINGS)) {
      assertThat(admin.listTopics().names().get()).doesNotContain(later);
      admin.createTopics(List.of(new NewTopic(later, 1, (short) 1))).all().get();
    }
    consumer.awaitReading();
    producer.send(new ProducerRecord<>(later, "k", new byte[0])).get();

    Awaitility.await().until(() -> read.contains(later));
  }

  private void start(Consumer<ConsumerRecord<String, byte[]>> handler) throws InterruptedException {
    start(BroadcastConsumer.ofRecords("node", SETTINGS, List.of(topic), handler));
  }

  private void start(BroadcastConsumer consumer) throws InterruptedException {
    started.add(consumer);
    consumer.start();
    consumer.awaitReading();
  }

  private void write(String key, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      producer.send(new ProducerRecord<>(topic, key, Integer.toString(i).getBytes(UTF_8)));
    }
    producer.flush();
  }

  private static List<String> numbered(String key, int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(key + i);
    }
    return texts;
  }
}
