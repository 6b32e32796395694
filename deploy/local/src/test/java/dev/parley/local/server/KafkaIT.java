package dev.parley.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.local.host.DataDirectory;
import dev.parley.local.host.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaIT {

  private static final String TOPIC = "message.created";

  @TempDir Path folder;

  @Test
  void keepsItsRecordsOverARestartOnOtherPorts() throws Exception {
    Ports ports = new Ports(5_000);
    try (DataDirectory data = DataDirectory.open(folder)) {
      Kafka first = new Kafka(data, ports.free(), ports.free());
      first.start();
      try {
        assertThat(send(first, "kept")).isEqualTo(4);
      } finally {
        first.stop();
      }

      Kafka second = new Kafka(data, ports.free(), ports.free());
      second.start();
      try {
        send(second, "after");
        assertThat(read(second, 2)).containsExactly("kept", "after");
      } finally {
        second.stop();
      }
    }
  }

  private static int send(Kafka kafka, String value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, "key", value)).get();
      return producer.partitionsFor(TOPIC).size();
    }
  }

  private static List<String> read(Kafka kafka, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "group.id", "test",
            "auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            return values.size() >= count;
          });
    }
    return values;
  }
}
