package dev.parley.common.kafka;

import dev.parley.common.event.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells what soon is worth nothing, such as who is here: no transaction waits for it, and where
/// Kafka is away it is lost. What must not be lost goes through the outbox.
public final class BroadcastProducer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BroadcastProducer.class);
  private static final int LINGER_MILLIS = 2;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int LONGEST_BLOCK_MILLIS = 500;
  private static final Duration LAST_RECORDS = Duration.ofSeconds(1);

  private final Producer<String, byte[]> producer;

  /// @param producer one that gives up within seconds
  public BroadcastProducer(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  /// @param settings a producer's, of which those that decide on patience are overridden
  public BroadcastProducer(String name, Map<String, Object> settings) {
    this(producer(name, settings));
  }

  private static Producer<String, byte[]> producer(String name, Map<String, Object> settings) {
    Map<String, Object> own = new HashMap<>(settings);
    own.put(ProducerConfig.CLIENT_ID_CONFIG, name);
    own.put(ProducerConfig.ACKS_CONFIG, "all");
    own.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    own.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
    own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK_MILLIS);
    return new KafkaProducer<>(own, new StringSerializer(), new ByteArraySerializer());
  }

  /// @param whenLost called when Kafka has not taken it, on any thread
  public void send(Event event, Runnable whenLost) {
    send(CloudEventRecords.of(event), whenLost);
  }

  /// @param key what orders it
  public void send(String topic, String key, byte[] value) {
    send(topic, key, value, () -> {});
  }

  /// @param key what orders it
  /// @param whenLost called when Kafka has not taken it, on any thread
  public void send(String topic, String key, byte[] value, Runnable whenLost) {
    send(new ProducerRecord<>(topic, key, value), whenLost);
  }

  private void send(ProducerRecord<String, byte[]> record, Runnable whenLost) {
    try {
      var unused =
          producer.send(
              record,
              (_, failure) -> {
                if (failure != null) {
                  lost(record, failure, whenLost);
                }
              });
    } catch (KafkaException e) {
      lost(record, e, whenLost);
    }
  }

  private static void lost(
      ProducerRecord<String, byte[]> record, Exception failure, Runnable whenLost) {
    log.atDebug().addKeyValue("topic", record.topic()).setCause(failure).log("A record is lost");
    whenLost.run();
  }

  @Override
  public void close() {
    producer.close(LAST_RECORDS);
  }
}
