package dev.parley.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.json.Json;
import dev.parley.common.testing.GoldenJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// The AsyncAPI document of what goes through Kafka is made of the records, their comments and
/// their golden files; the gateway gives it at `/api-docs/events`. After a change that is meant:
/// `-Dparley.golden.update=true`.
class AsyncApiTests {

  private static final Path KEPT =
      Path.of("src", "main", "resources", "dev", "parley", "common", "event", "asyncapi.json");

  /// Between the services: not for others, and free to change.
  private static final Set<String> INTERNAL =
      Set.of(
          Topics.BLOCK_CHANGED,
          Topics.CONVERSATION_MESSAGE_REQUESTED,
          Topics.CONVERSATION_SIGNAL,
          Topics.MEDIA_UPLOADED,
          Topics.PRESENCE_NODE);

  private static final Map<String, String> HEADERS =
      Map.of(
          Headers.SPEC_VERSION,
          "1.0",
          Headers.ID,
          "the event's id: the same when it is sent again",
          Headers.TYPE,
          "the topic",
          Headers.SOURCE,
          "the service",
          Headers.TIME,
          "when it happened, RFC 3339",
          Headers.SUBJECT,
          "the id of what it speaks of",
          Headers.nameOf(Extensions.TRACEPARENT),
          "W3C trace context, if any");

  @Test
  void isTheKeptOne() throws IOException {
    String made = document().toPrettyString() + "\n";
    if (Boolean.getBoolean("parley.golden.update")) {
      Files.createDirectories(KEPT.getParent());
      Files.writeString(KEPT, made);
    }
    assertThat(KEPT)
        .as("-Dparley.golden.update=true writes it anew")
        .exists()
        .content()
        .isEqualTo(made);
  }

  @Test
  void everyTopicIsInItButTheSuitesOwn() {
    List<String> topics = new ArrayList<>(Topics.own());
    topics.addAll(Topics.fromPlatform());
    topics.removeAll(INTERNAL);
    assertThat(bodies().keySet()).containsExactlyInAnyOrderElementsOf(topics);
  }

  private static Map<String, Class<? extends EventBody>> bodies() {
    return EventGoldenTests.events()
        .filter(golden -> !INTERNAL.contains(golden.body().topic()))
        .collect(
            Collectors.toMap(
                golden -> golden.body().topic(),
                golden -> golden.body().getClass(),
                (first, _) -> first,
                TreeMap::new));
  }

  private static ObjectNode document() {
    ObjectNode document = Json.mapper().createObjectNode();
    document.put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Parley's events")
        .put("version", "v1")
        .put(
            "description",
            "CloudEvents 1.0 in Kafka's binary mode. A record may come twice or late: each carries"
                + " the whole state it speaks of. What cannot be read goes to <topic>.dlt.");
    document.put("defaultContentType", "application/json");
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    bodies()
        .forEach((topic, body) -> {
          channels.set(topic, channel(topic, body));
          operations
              .putObject(topic)
              .put("action", Topics.fromPlatform().contains(topic) ? "receive" : "send")
              .putObject("channel")
              .put("$ref", "#/channels/" + topic);
        });
    return document;
  }

  private static ObjectNode channel(String topic, Class<? extends EventBody> body) {
    ObjectNode channel = Json.mapper().createObjectNode().put("address", topic);
    ObjectNode message = channel.putObject("messages").putObject(topic);
    ObjectNode headers = message.putObject("headers").put("type", "object");
    ObjectNode properties = headers.putObject("properties");
    new TreeMap<>(HEADERS)
        .forEach((name, said) ->
            properties.putObject(name).put("type", "string").put("description", said));
    message.set("payload", JsonSchema.of(body));
    ObjectNode example = message.putArray("examples").addObject();
    example.set("payload", Json.mapper().readTree(GoldenJson.read(topic)));
    return channel;
  }

  @Test
  void aRecordsCommentIsFound() {
    assertThat(RecordDocs.of(MessageBody.class).components().get("seq")).startsWith("its place");
    assertThat(List.of(JsonSchema.snakeCase("threadReplyCount")))
        .containsExactly("thread_reply_count");
  }
}
