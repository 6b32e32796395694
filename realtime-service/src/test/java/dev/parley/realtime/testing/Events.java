package dev.parley.realtime.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.common.event.EventBody;
import dev.parley.common.json.Json;
import dev.parley.common.testing.KafkaBroker;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Publishes as the other services do: written out by hand, so that a header that both sides would
/// call by a wrong name is found.
public final class Events {

  private static final KafkaProducer<String, byte[]> PRODUCER =
      new KafkaProducer<>(
          Map.of(
              "bootstrap.servers",
              KafkaBroker.bootstrapServers(),
              "linger.ms",
              0,
              "enable.idempotence",
              true),
          new StringSerializer(),
          new ByteArraySerializer());

  private Events() {}

  /// Returns when the broker has it.
  public static void publish(
      String topic, String key, String subject, Map<String, String> attributes, byte[] body) {
    send(topic, key, subject, attributes, body);
  }

  public static void publish(EventBody body) {
    publish(
        body.topic(),
        body.partitionKey(),
        body.subjectId(),
        body.extensions(),
        Json.mapper().writeValueAsBytes(body));
  }

  /// As [#publish], with what is no event at all.
  public static void publishRaw(String topic, @Nullable String key, byte @Nullable [] body) {
    await(new ProducerRecord<>(topic, key, body));
  }

  private static void send(
      String topic, String key, String subject, Map<String, String> attributes, byte[] body) {
    var event = new ProducerRecord<>(topic, key, body);
    var headers = event.headers();
    headers.add("ce_specversion", "1.0".getBytes(UTF_8));
    headers.add("ce_id", UUID.randomUUID().toString().getBytes(UTF_8));
    headers.add("ce_type", topic.getBytes(UTF_8));
    headers.add("ce_source", "/test".getBytes(UTF_8));
    headers.add("ce_time", "2026-11-21T10:00:00.000000Z".getBytes(UTF_8));
    headers.add("ce_subject", subject.getBytes(UTF_8));
    headers.add("content-type", "application/json".getBytes(UTF_8));
    attributes.forEach((name, value) -> headers.add("ce_" + name, value.getBytes(UTF_8)));
    await(event);
  }

  private static void await(ProducerRecord<String, byte[]> event) {
    try {
      PRODUCER.send(event).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
