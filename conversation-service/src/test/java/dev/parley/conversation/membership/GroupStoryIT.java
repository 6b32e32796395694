package dev.parley.conversation.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.Tokens;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What happens to a group stands between its messages.
@ConversationServiceTest
class GroupStoryIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void eachChangeIsTold() {
    named("st-a", "Ann").put("/users/me/profile", "{\"name\":\"Ann\"}");
    named("st-b", "Ben").put("/users/me/profile", "{\"name\":\"Ben\"}");
    String id = api.as("st-a").groupWith("st-b");
    String path = "/conversations/" + id;
    api.as("st-a").post(path + "/participants", "{\"participant_ids\":[\"st-c\",\"st-d\"]}");
    api.as("st-a").patch(path + "/participants/st-b", "{\"role\":\"admin\"}");
    api.as("st-b").patch(path + "/participants/st-a", "{\"role\":\"member\"}");
    api.as("st-b").delete(path + "/participants/st-c");
    api.as("st-a").delete(path + "/participants/st-a");
    api.as("st-b")
        .patch(
            path, "{\"name\":\"open\",\"avatar_url\":\"https://a.example/x.png\",\"metadata\":{}}");
    api.as("st-b").patch(path, "{\"state\":\"read_only\"}");
    api.as("st-b").patch(path, "{\"history\":\"since_joining\",\"name\":null}");

    List<JsonNode> told = SystemMessages.of(id, 10);
    assertThat(told)
        .extracting(m -> m.path("text").asString())
        .containsExactly(
            "Ann added Someone, Someone",
            "Ann made Ben an admin",
            "Ann is no longer an admin",
            "Ben removed Someone",
            "Ann left",
            "Ben named the group “open”",
            "Ben changed the group's picture",
            "Ben closed the conversation",
            "Ben changed what new participants may read",
            "Ben removed the group's name");
    assertThat(told)
        .extracting(m -> m.path("metadata").path("event").asString())
        .containsExactly(
            "participants_added",
            "admin_named",
            "admin_dismissed",
            "participants_removed",
            "participant_left",
            "renamed",
            "avatar_changed",
            "state_changed",
            "history_changed",
            "name_removed");
    assertThat(told).allSatisfy(m -> assertThat(m.path("silent").asBoolean()).isTrue());
    assertThat(told).extracting(m -> m.path("message_id").asString()).doesNotHaveDuplicates();
    JsonNode added = told.getFirst().path("metadata");
    assertThat(added.path("actor_id").asString()).isEqualTo("st-a");
    assertThat(added.path("user_ids").values().stream().map(JsonNode::asString))
        .containsExactly("st-c", "st-d");
    assertThat(told.get(7).path("metadata").path("value").asString()).isEqualTo("read_only");
  }

  @Test
  void whatChangesNothingIsNotTold() {
    String id = api.as("no-a").groupWith("no-b");
    String path = "/conversations/" + id;
    api.as("no-a").post(path + "/participants", "{\"participant_ids\":[\"no-b\"]}");
    api.as("no-a").patch(path + "/participants/no-b", "{\"role\":\"member\"}");
    api.as("no-a").patch(path, "{\"name\":\"Crew\",\"state\":\"open\",\"history\":\"all\"}");
    api.as("no-a").delete(path + "/participants/no-b");

    assertThat(SystemMessages.of(id, 1).getFirst().path("metadata").path("event").asString())
        .isEqualTo("participants_removed");
  }

  @Test
  void aMessageAboutManyNamesAFewAndFitsItsMetadata() {
    String id = api.as("mn-a").groupWith("mn-b");
    String ids =
        IntStream.range(0, 700)
            .mapToObj(i -> "\"mn-" + "ü".repeat(120) + i + "\"")
            .collect(Collectors.joining(","));
    api.as("mn-a")
        .post("/conversations/" + id + "/participants", "{\"participant_ids\":[" + ids + "]}");

    JsonNode told = SystemMessages.of(id, 1).getFirst();
    assertThat(told.path("text").asString())
        .isEqualTo("Someone added Someone, Someone, Someone and 697 more");
    JsonNode metadata = told.path("metadata");
    assertThat(metadata.path("user_count").asInt()).isEqualTo(700);
    assertThat(metadata.path("user_ids").size()).isBetween(5, 20);
    assertThat(metadata.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .isLessThan(4096);
  }

  private Api.User named(String user, String name) {
    return api.with(Tokens.user(user).name(name).encode());
  }
}
