package dev.parley.local.drill;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.json.JSONObject;

/// The platform around the suite, which speaks to it over Kafka.
final class Platform implements AutoCloseable {

  private final KafkaProducer<String, String> producer;

  Platform(RunningSuite suite) {
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", suite.kafka(), "linger.ms", 0),
            new StringSerializer(),
            new StringSerializer());
  }

  /// Returns when the broker has it.
  void publish(String topic, Map<String, ?> body) throws Exception {
    String json = new JSONObject(body).toString();
    var record = new ProducerRecord<String, String>(topic, json);
    record.headers().add("ce_id", UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
    producer.send(record).get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    producer.close();
  }
}
