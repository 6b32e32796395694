package dev.parley.message.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.json.Json;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the search's tests share.
public abstract class SearchTest extends MessageServiceTest {

  /// @param parameters pairs of a name and a value
  protected Answer search(String user, String q, Object... parameters) {
    StringBuilder path = new StringBuilder("/api/v1/search?q=" + encoded(q));
    for (int i = 0; i < parameters.length; i += 2) {
      path.append('&').append(parameters[i]).append('=').append(encoded("" + parameters[i + 1]));
    }
    return client.get(user, path.toString());
  }

  protected List<String> found(String user, String q, Object... parameters) {
    Answer answer = search(user, q, parameters);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return contents(answer.json());
  }

  protected static List<String> contents(JsonNode page) {
    return page.path("items").values().stream()
        .map(item -> item.path("message").path("content").asString())
        .toList();
  }

  /// The parts of the first found message that are marked.
  protected List<String> marked(String user, String q) {
    JsonNode item = search(user, q).json().path("items").path(0);
    String content = item.path("message").path("content").asString();
    List<String> parts = new ArrayList<>();
    item.path("highlights")
        .forEach(h -> parts.add(content.substring(h.path("start").asInt(), h.path("end").asInt())));
    return parts;
  }

  protected UUID say(String user, UUID conversation, String... contents) {
    UUID last = UUID.randomUUID();
    for (String content : contents) {
      last = UUID.randomUUID();
      Answer answer = client.sendText(user, conversation, last, content);
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }
    return last;
  }

  /// Waits until all that was said in the conversation can be found.
  protected void awaitIndexed(UUID conversation) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() ->
            Objects.equals(count("message", conversation), count("search_document", conversation)));
  }

  private @Nullable Long count(String table, UUID conversation) {
    return jdbc.queryForObject(
        "SELECT count(*) FROM " + table + " WHERE conversation_id = ?", Long.class, conversation);
  }

  /// The message as stored, changed; as its event has it.
  protected byte[] event(UUID conversation, UUID id, Map<String, ?> changed) {
    JsonNode stored = client.get("anna", Client.messagesOf(conversation) + "/" + id).json();
    var body = Json.mapper().createObjectNode();
    stored.properties().forEach(e -> body.set(e.getKey(), e.getValue()));
    changed.forEach((name, value) -> body.set(name, Json.mapper().valueToTree(value)));
    return Json.mapper().writeValueAsBytes(body);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
