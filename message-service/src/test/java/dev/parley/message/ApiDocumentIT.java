package dev.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.MessageServiceTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiDocumentIT extends MessageServiceTest {

  private static final String CONVERSATION = "/api/v1/conversations/{conversation_id}";
  private static final String MESSAGE = CONVERSATION + "/messages/{message_id}";

  @Test
  void tellsOfEveryWayInAndOfNoneOfTheSuitesOwn() {
    JsonNode paths = client.exchange(client.to("/v3/api-docs").GET()).json().path("paths");

    Map<String, List<String>> expected =
        Map.of(
            CONVERSATION + "/messages",
            List.of("get", "post"),
            CONVERSATION + "/changes",
            List.of("get"),
            CONVERSATION + "/pins",
            List.of("get"),
            MESSAGE,
            List.of("get", "patch", "delete"),
            MESSAGE + "/edits",
            List.of("get"),
            MESSAGE + "/reactions/{emoji}",
            List.of("put", "delete"),
            MESSAGE + "/pin",
            List.of("put", "delete"),
            MESSAGE + "/forward",
            List.of("post"),
            MESSAGE + "/report",
            List.of("post"));
    Map<String, JsonNode> given = new HashMap<>();
    paths.properties().forEach(path -> given.put(snakeCase(path.getKey()), path.getValue()));
    expected.forEach((path, methods) -> {
      assertThat(given).containsKey(path);
      assertThat(Objects.requireNonNull(given.get(path)).propertyNames())
          .as(path)
          .containsAll(methods);
    });
    assertThat(given.keySet()).noneMatch(path -> path.startsWith("/internal"));
  }

  private static String snakeCase(String path) {
    return path.replace("conversationId", "conversation_id").replace("messageId", "message_id");
  }
}
