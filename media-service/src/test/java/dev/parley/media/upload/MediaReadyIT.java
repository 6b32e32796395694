package dev.parley.media.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.Headers;
import dev.parley.common.event.Topics;
import dev.parley.common.json.Json;
import dev.parley.common.testing.KafkaBroker;
import dev.parley.media.Api;
import dev.parley.media.Images;
import dev.parley.media.MediaServiceTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@MediaServiceTest
class MediaReadyIT {

  @LocalServerPort int port;

  @Test
  void publishesMediaThatIsReadyOnce() throws IOException {
    byte[] png = Images.png(64, 48);
    Api.Answer answer = new Api(port).as("event-owner").upload("cat.png", png);
    String id = answer.mediaId();
    String later = new Api(port).as("event-owner").uploaded("later.png", png);

    List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();
    try (var consumer = consumer()) {
      consumer.subscribe(List.of(Topics.MEDIA_READY));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
            return has(seen, id) && has(seen, later);
          });
    }
    assertThat(seen).filteredOn(found -> found.key().equals(id)).hasSize(1);
    var event = seen.stream().filter(found -> found.key().equals(id)).findFirst().orElseThrow();
    assertThat(Json.mapper().readTree(event.value()))
        .isEqualTo(Json.mapper().readTree(golden(id, png.length, answer.json())));
    var headers = event.headers();
    assertThat(Headers.text(headers, Headers.TYPE)).isEqualTo("media.ready");
    assertThat(Headers.text(headers, Headers.SOURCE)).isEqualTo("/media-service");
    assertThat(Headers.text(headers, Headers.SUBJECT)).isEqualTo(id);
    assertThat(Headers.text(headers, "ce_version")).isEqualTo("3");
    assertThat(Headers.text(headers, Headers.ID)).isNotBlank();
  }

  private static boolean has(List<ConsumerRecord<String, byte[]>> seen, String key) {
    return seen.stream().anyMatch(found -> found.key().equals(key));
  }

  private static String golden(String id, long size, JsonNode shown) throws IOException {
    try (var file = MediaReadyIT.class.getResourceAsStream("/golden/media.ready.json")) {
      return new String(java.util.Objects.requireNonNull(file).readAllBytes(), UTF_8)
          .replace("{id}", id)
          .replace("{size}", Long.toString(size))
          .replace("{blurhash}", shown.path("blurhash").asString())
          .replace("{created_at}", shown.path("created_at").asString());
    }
  }

  private static KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", KafkaBroker.bootstrapServers(),
            "group.id", "media-ready-it",
            "auto.offset.reset", "earliest"),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }
}
