package dev.parley.message.testing;

import dev.parley.common.event.Headers;
import dev.parley.common.testing.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// All that a topic holds, from its beginning on, and a way to write to it.
public final class KafkaLog implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String topic;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

  public KafkaLog(String topic) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /// The records of one key, once they are so many.
  public List<ConsumerRecord<String, byte[]>> of(UUID key, int atLeast) {
    return ofKey(key.toString(), atLeast);
  }

  public List<ConsumerRecord<String, byte[]>> ofKey(String key, int atLeast) {
    Predicate<ConsumerRecord<String, byte[]>> ofKey = record -> key.equals(record.key());
    Awaitility.await(atLeast + " records of " + key + " in " + topic)
        .atMost(PATIENCE)
        .until(() -> {
          poll(Duration.ofMillis(50));
          return records.stream().filter(ofKey).count() >= atLeast;
        });
    return records.stream().filter(ofKey).toList();
  }

  /// The records of one key, when nothing more has come for a while.
  public List<ConsumerRecord<String, byte[]>> quietly(UUID key) {
    return quietlyOfKey(key.toString());
  }

  public List<ConsumerRecord<String, byte[]>> quietlyOfKey(String key) {
    long quietSince = System.nanoTime();
    while (System.nanoTime() - quietSince < Duration.ofSeconds(1).toNanos()) {
      if (poll(Duration.ofMillis(100)) > 0) {
        quietSince = System.nanoTime();
      }
    }
    return records.stream().filter(record -> key.equals(record.key())).toList();
  }

  private int poll(Duration wait) {
    int before = records.size();
    consumer.poll(wait).forEach(records::add);
    return records.size() - before;
  }

  public static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
    return Headers.text(record.headers(), name);
  }

  public static void write(String topic, String key, byte @Nullable [] value) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", KafkaBroker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value));
      producer.flush();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
