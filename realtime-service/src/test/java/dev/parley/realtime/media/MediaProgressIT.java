package dev.parley.realtime.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.json.Json;
import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.realtime.testing.Events;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class MediaProgressIT extends RealtimeTest {

  @Autowired BroadcastConsumer mediaRecords;

  @BeforeEach
  void listens() {
    await("media events").atMost(SocketClient.PATIENCE).until(mediaRecords::isReading);
  }

  @Test
  void tellsTheOwnersDevicesAndNobodyElse() {
    String anna = user("anna");
    String ben = user("ben");
    SocketClient laptop = connect(anna);
    SocketClient phone = connect(anna, "polling");
    SocketClient stranger = connect(ben);
    String media = UUID.randomUUID().toString();
    progress(anna, media, "fetching", 12);
    progress(anna, media, "converting", 40);
    for (SocketClient device : List.of(laptop, phone)) {
      awaitCount(device, 2);
      assertThat(device.all("media_progress").getFirst())
          .isEqualTo(
              Json.mapper()
                  .readTree(
                      """
                      {"media_id": "%s", "status": "processing", "phase": "fetching",
                       "percent": 12, "version": 2}
                      """
                          .formatted(media)));
      assertThat(phases(device)).containsExactly("fetching", "converting");
    }
    // What comes after in the same order shows that nothing came before.
    progress(ben, media, "storing", 85);
    awaitCount(stranger, 1);
    assertThat(phases(stranger)).containsExactly("storing");
  }

  @Test
  void tellsHowItEnded() {
    String anna = user("anna");
    SocketClient socket = connect(anna);
    String shown = UUID.randomUUID().toString();
    end("media.ready", "ready", anna, shown, Map.of("content_type", "image/png", "size", 7));
    awaitCount(socket, 1);
    JsonNode ready = socket.all("media_progress").getFirst();
    assertThat(ready.path("media_id").asString()).isEqualTo(shown);
    assertThat(ready.path("status").asString()).isEqualTo("ready");
    assertThat(ready.path("percent").asInt()).isEqualTo(100);
    assertThat(ready.path("version").asInt()).isEqualTo(3);
    assertThat(ready.has("phase")).isFalse();

    String refused = UUID.randomUUID().toString();
    end(
        "media.rejected",
        "rejected",
        anna,
        refused,
        Map.of("content_type", "image/gif", "size", 7, "reason", "polyglot"));
    awaitCount(socket, 2);
    JsonNode rejected = socket.all("media_progress").getLast();
    assertThat(rejected.path("media_id").asString()).isEqualTo(refused);
    assertThat(rejected.path("status").asString()).isEqualTo("rejected");
    assertThat(rejected.path("reason").asString()).isEqualTo("polyglot");
    assertThat(rejected.has("percent")).isFalse();
  }

  @Test
  void passesOverWhatCannotBeRead() {
    String anna = user("anna");
    SocketClient socket = connect(anna);
    for (String topic : List.of("media.progress", "media.ready", "media.rejected")) {
      for (String body : List.of("not json", "{}", "null", "{\"owner_id\":7,\"media_id\":[]}")) {
        Events.publishRaw(topic, anna, body.getBytes(UTF_8));
      }
      Events.publishRaw(topic, anna, null);
      Events.publishRaw(topic, null, "{}".getBytes(UTF_8));
      Events.publishRaw(topic, "x".repeat(500), "{}".getBytes(UTF_8));
    }
    String media = UUID.randomUUID().toString();
    progress(anna, media, "checking", 30);
    end("media.ready", "ready", anna, media, Map.of("content_type", "image/png", "size", 7));
    await().atMost(SocketClient.PATIENCE).until(() -> statuses(socket).contains("ready"));
    await().atMost(SocketClient.PATIENCE).until(() -> phases(socket).contains("checking"));
  }

  private static void progress(String owner, String media, String phase, int percent) {
    Map<String, ?> body =
        Map.of(
            "media_id", media,
            "owner_id", owner,
            "status", "processing",
            "phase", phase,
            "percent", percent,
            "version", 2);
    publish("media.progress", owner, media, body);
  }

  private static void end(
      String topic, String status, String owner, String media, Map<String, ?> more) {
    var body = new java.util.HashMap<String, Object>(more);
    body.putAll(Map.of("media_id", media, "owner_id", owner, "status", status, "version", 3));
    body.put("created_at", "2026-11-21T10:00:00.000000Z");
    publish(topic, media, media, body);
  }

  private static void publish(String topic, String key, String subject, Map<String, ?> body) {
    Events.publish(topic, key, subject, Map.of(), Json.mapper().writeValueAsBytes(body));
  }

  private static void awaitCount(SocketClient socket, int count) {
    await().atMost(SocketClient.PATIENCE).until(() -> socket.all("media_progress").size() >= count);
  }

  private static List<String> phases(SocketClient socket) {
    return values(socket, "phase");
  }

  private static List<String> statuses(SocketClient socket) {
    return values(socket, "status");
  }

  private static List<String> values(SocketClient socket, String field) {
    return socket.all("media_progress").stream()
        .map(event -> event.path(field).asString(""))
        .toList();
  }
}
