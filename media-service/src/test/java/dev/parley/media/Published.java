package dev.parley.media;

import dev.parley.common.json.Json;
import dev.parley.common.testing.TopicRecords;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// What the service has published since the beginning.
public final class Published {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Published() {}

  /// What was told of one medium's way, in order, once that is enough.
  public static List<JsonNode> progress(
      String owner, String media, Predicate<List<JsonNode>> isEnough) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                all("media.progress", owner).stream()
                    .filter(body -> body.path("media_id").asString().equals(media))
                    .toList(),
            isEnough);
  }

  public static List<String> phases(List<JsonNode> told) {
    return told.stream().map(each -> each.path("phase").asString()).toList();
  }

  /// The first event of a key.
  public static JsonNode first(String topic, String key) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> all(topic, key), found -> !found.isEmpty())
        .getFirst();
  }

  public static int count(String topic, String key) {
    return all(topic, key).size();
  }

  /// All of a key that there are by now.
  public static List<JsonNode> all(String topic, String key) {
    return TopicRecords.of(topic, key).stream()
        .map(record -> Json.mapper().readTree(record.value()))
        .toList();
  }
}
