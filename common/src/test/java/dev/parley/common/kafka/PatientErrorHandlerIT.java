package dev.parley.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.common.event.Topics;
import dev.parley.common.testing.KafkaBroker;
import dev.parley.common.testing.WithServers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.kafka.annotation.KafkaListener;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "parley.kafka.first-backoff=10ms",
      "parley.kafka.max-backoff=50ms",
      "parley.kafka.retries=2",
      "spring.kafka.consumer.group-id=patient"
    })
@WithServers
class PatientErrorHandlerIT {

  private static final String SINGLE = Topics.BOOKING_STATUS_CHANGED;
  private static final String BATCH = Topics.USER_UPDATED;
  private static final int LONGER_THAN_THE_RETRIES = 12;

  /// A record of Kafka's default limit, less what lies around the value.
  private static final int LARGE = 1024 * 1024 - 200;

  @Configuration
  @ImportAutoConfiguration({KafkaDefaultsAutoConfiguration.class, KafkaAutoConfiguration.class})
  static class Application {

    @Bean
    MeterRegistry registry() {
      return new SimpleMeterRegistry();
    }

    @Bean
    Listener listener() {
      return new Listener();
    }
  }

  static class Listener {

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger outages = new AtomicInteger();

    @KafkaListener(topics = SINGLE)
    void one(ConsumerRecord<String, byte[]> record) {
      take(text(record));
    }

    @KafkaListener(topics = BATCH, containerFactory = KafkaDefaultsAutoConfiguration.BATCH)
    void many(List<ConsumerRecord<String, byte[]>> records) {
      records.forEach(record -> take(text(record)));
    }

    private void take(String text) {
      if (text.endsWith("venom")) {
        throw new MalformedEventException("the body is no body", null);
      }
      if (text.endsWith("poison")) {
        throw new IllegalStateException("this record cannot be taken: " + text);
      }
      if (outages.getAndDecrement() > 0) {
        throw new DataAccessResourceFailureException(
            "no connection", new SQLTransientConnectionException("the database is away"));
      }
      taken.add(text);
    }
  }

  @Autowired Listener listener;
  @Autowired MeterRegistry registry;

  @Test
  void waitsWithARecordForAsLongAsTheDatabaseIsAway() {
    listener.outages.set(LONGER_THAN_THE_RETRIES);
    publish(SINGLE, "one", "two");

    await().untilAsserted(() -> assertThat(listener.taken).contains("one", "two"));
    assertThat(deadLetters(SINGLE)).doesNotContain("one", "two");
  }

  @Test
  void waitsWithABatchForAsLongAsTheDatabaseIsAway() {
    listener.outages.set(LONGER_THAN_THE_RETRIES);
    publish(BATCH, "batch-one", "batch-two");

    await().untilAsserted(() -> assertThat(listener.taken).contains("batch-one", "batch-two"));
    assertThat(deadLetters(BATCH)).doesNotContain("batch-one", "batch-two");
  }

  @Test
  void givesUpARecordThatFailsByItselfAndTakesTheNext() {
    publish(SINGLE, "poison", "after");

    await().untilAsserted(() -> assertThat(listener.taken).contains("after"));
    await().untilAsserted(() -> assertThat(deadLetters(SINGLE)).contains("poison"));
  }

  /// And never what the record says.
  @Test
  void saysWhatWasSetAsideAndWhy() {
    Logger logger = (Logger) LoggerFactory.getLogger(DeadLetters.class);
    var logged = new ListAppender<ILoggingEvent>();
    logged.start();
    logger.addAppender(logged);
    double before = deadLettersCounted(SINGLE);
    try {
      publish(SINGLE, "secret poison", "secret venom", "after both");
      await().untilAsserted(() -> assertThat(listener.taken).contains("after both"));
    } finally {
      logger.detachAppender(logged);
    }

    assertThat(deadLettersCounted(SINGLE)).isEqualTo(before + 2);
    assertThat(logged.list)
        .extracting(PatientErrorHandlerIT::facts)
        .extracting(
            facts -> facts.get("topic"), facts -> facts.get("key"), facts -> facts.get("reason"))
        .containsExactly(
            tuple(SINGLE, "same", "IllegalStateException"),
            tuple(SINGLE, "same", "the body is no body"));
    assertThat(logged.list)
        .allSatisfy(event -> {
          assertThat(event.getLevel()).isEqualTo(Level.WARN);
          assertThat(event.getThrowableProxy()).isNull();
          assertThat(event.getKeyValuePairs())
              .extracting(pair -> pair.key)
              .contains("partition", "offset");
          assertThat(event.getKeyValuePairs().toString()).doesNotContain("secret");
        });
  }

  private double deadLettersCounted(String topic) {
    Counter counter = registry.find("parley.dead.letters").tag("topic", topic).counter();
    return counter == null ? 0 : counter.count();
  }

  private static Map<String, @Nullable Object> facts(ILoggingEvent event) {
    Map<String, @Nullable Object> facts = new HashMap<>();
    event.getKeyValuePairs().forEach(pair -> facts.put(pair.key, pair.value));
    return facts;
  }

  /// It has headers that the record had not.
  @Test
  void givesUpTheLargestRecordThereCanBe() {
    String largest = "x".repeat(LARGE) + "poison";
    publish(SINGLE, largest, "after the largest");

    await().untilAsserted(() -> assertThat(listener.taken).contains("after the largest"));
    await().untilAsserted(() -> assertThat(deadLetters(SINGLE)).contains(largest));
  }

  private static void publish(String topic, String... texts) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", KafkaBroker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (String text : texts) {
        producer.send(new ProducerRecord<>(topic, "same", text.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  private static List<String> deadLetters(String topic) {
    List<String> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", KafkaBroker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.deadLetters(topic)).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(text(record)));
      }
    }
    return found;
  }

  private static String text(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }
}
