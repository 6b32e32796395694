package dev.parley.conversation.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.FakeMessageService;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ConversationServiceTest
class ReadableConversationsIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void tellsWhatEachMayReadOfAllTheyAreOrWereIn() {
    String direct = api.as("rd-a").directWith("rd-b");
    String group = api.as("rd-a").groupWith("rd-b", "rd-c");
    FakeMessageService.setHead(group, 7);
    api.as("rd-a").patch("/conversations/" + group, "{\"history\":\"since_joining\"}");
    api.as("rd-a")
        .post("/conversations/" + group + "/participants", "{\"participant_ids\":[\"rd-d\"]}");
    FakeMessageService.setHead(group, 9);
    api.as("rd-a").delete("/conversations/" + group + "/participants/rd-b");

    assertThat(windows("rd-a", null)).isEqualTo(Map.of(direct, "0-", group, "0-"));
    assertThat(windows("rd-b", null)).isEqualTo(Map.of(direct, "0-", group, "0-9"));
    assertThat(windows("rd-d", null)).isEqualTo(Map.of(group, "7-"));
    assertThat(windows("rd-x", null)).isEmpty();
    assertThat(windows("rd-b", group)).isEqualTo(Map.of(group, "0-9"));
    assertThat(windows("rd-d", direct)).isEmpty();
    assertThat(windows("rd-a", UUID.randomUUID().toString())).isEmpty();

    api.as("rd-a")
        .post("/conversations/" + group + "/participants", "{\"participant_ids\":[\"rd-b\"]}");
    assertThat(windows("rd-b", group)).containsOnlyKeys(group);
    assertThat(windows("rd-b", group).get(group)).endsWith("-");
  }

  @Test
  void refusesAQuestionThatNamesNoUser() {
    assertThat(api.internal().post("/readable", "{}").status()).isEqualTo(400);
    assertThat(api.internal().post("/readable", "{\"user_id\":\"\"}").code())
        .isEqualTo("validation_failed");
  }

  private Map<String, String> windows(String user, @Nullable String only) {
    var answer =
        api.internal()
            .post(
                "/readable",
                only == null
                    ? "{\"user_id\":\"%s\"}".formatted(user)
                    : "{\"user_id\":\"%s\",\"conversation_id\":\"%s\"}".formatted(user, only));
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().path("items").values().stream()
        .collect(
            Collectors.toMap(
                item -> item.path("conversation_id").asString(),
                item -> item.path("from_seq").asLong() + "-" + text(item.path("to_seq"))));
  }

  private static String text(JsonNode seq) {
    return seq.isMissingNode() ? "" : seq.asString();
  }
}
