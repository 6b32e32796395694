package dev.parley.conversation;

import dev.parley.common.event.EventBody;
import dev.parley.common.event.Headers;
import dev.parley.common.json.Json;
import dev.parley.common.testing.KafkaBroker;
import dev.parley.common.testing.TopicRecords;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Writes what other parts would publish, and reads what the service has published.
public final class EventLog {

  private static final KafkaProducer<String, byte[]> PRODUCER =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", KafkaBroker.bootstrapServers(), "linger.ms", 0),
          new StringSerializer(),
          new ByteArraySerializer());

  private EventLog() {}

  public static void publish(EventBody body) {
    publish(body.topic(), body.partitionKey(), Json.mapper().writeValueAsBytes(body));
  }

  public static void publish(String topic, String key, String body) {
    publish(topic, key, body.getBytes(StandardCharsets.UTF_8));
  }

  public static void publish(String topic, String key, byte @Nullable [] body) {
    send(new ProducerRecord<>(topic, key, body));
  }

  /// With the identifier by which a reader knows the event again.
  public static void publish(String topic, String key, String body, String eventId) {
    var record = new ProducerRecord<>(topic, key, body.getBytes(StandardCharsets.UTF_8));
    record.headers().add(Headers.ID, eventId.getBytes(StandardCharsets.UTF_8));
    send(record);
  }

  /// As one that happened at that time, whenever it comes.
  public static void publish(EventBody body, Instant time) {
    byte[] json = Json.mapper().writeValueAsBytes(body);
    var record = new ProducerRecord<>(body.topic(), body.partitionKey(), json);
    record.headers().add(Headers.TIME, time.toString().getBytes(StandardCharsets.UTF_8));
    send(record);
  }

  private static void send(ProducerRecord<String, byte[]> record) {
    try {
      PRODUCER.send(record).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// Everything that the topic holds for the key, in order.
  public static List<ConsumerRecord<String, byte[]>> records(String topic, String key) {
    return TopicRecords.of(topic, key);
  }

  public static List<JsonNode> bodies(String topic, String key) {
    return records(topic, key).stream().map(r -> Json.mapper().readTree(r.value())).toList();
  }
}
