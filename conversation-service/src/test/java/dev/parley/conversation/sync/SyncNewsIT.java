package dev.parley.conversation.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.MessageBody;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import dev.parley.conversation.FakeChanges;
import dev.parley.conversation.Messages;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What counts as news where a device cannot name all it has, or a group is large.
@ConversationServiceTest
class SyncNewsIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void aConversationThatIsNotNamedIsNotTakenForAnEmptyOne() {
    String quiet = api.as("unn").directWith("unn-1");
    String busy = api.as("unn").directWith("unn-2");
    send(Messages.text(quiet, 1, "unn-1", "told"));
    send(Messages.text(busy, 1, "unn-2", "told"));
    Device device = new Device(api.as("unn"));
    assertThat(device.sync()).containsExactlyInAnyOrder(quiet, busy);

    // As a device does that has more conversations than a request has room for.
    assertThat(itemsSince(device)).isEmpty();
    send(Messages.text(busy, 2, "unn-2", "news"));
    assertThat(itemsSince(device))
        .singleElement()
        .satisfies(item -> {
          assertThat(item.path("conversation").path("id").asString()).isEqualTo(busy);
          assertThat(item.path("rev").asLong()).isEqualTo(2);
          assertThat(item.path("changes").size()).isEqualTo(2);
        });
    assertThat(device.sync()).containsExactly(busy);
  }

  @Test
  void whoHasLeftIsToldOfMessagesAsTheyWereThen() {
    String id = api.as("gone-boss").groupWith("gone-a");
    send(Messages.text(id, 1, "gone-boss", "hello"));
    Device device = new Device(api.as("gone-a"));
    device.sync();
    assertThat(FakeChanges.asked(id).has("left_at")).isFalse();

    api.as("gone-boss").delete("/conversations/" + id + "/participants/gone-a");
    JsonNode former =
        api.internal()
            .post(
                "/former-participants",
                "{\"conversation_id\":\"%s\",\"user_id\":\"gone-a\"}".formatted(id))
            .json();
    assertThat(former.path("left_rev").asLong()).isEqualTo(1);
    assertThat(former.has("left_at")).isTrue();
    device.sync();
    JsonNode readable =
        api.internal().post("/readable", "{\"user_id\":\"gone-a\"}").json().path("items").get(0);
    for (String field : List.of("left_rev", "left_at")) {
      assertThat(FakeChanges.asked(id).path(field)).isEqualTo(former.path(field));
      assertThat(readable.path(field)).isEqualTo(former.path(field));
    }
  }

  @Test
  void inALargeGroupTheShownParticipantsNamesAreNewsAndNoMarkers() {
    String ids =
        IntStream.range(100, 205)
            .mapToObj(i -> "\"lg-" + i + "\"")
            .collect(Collectors.joining(","));
    String id =
        api.as("lg-boss")
            .post("/conversations", "{\"type\":\"group\",\"participant_ids\":[" + ids + "]}")
            .json()
            .path("id")
            .asString();
    send(Messages.text(id, 1, "lg-boss", "hello"));
    Device device = new Device(api.as("lg-boss"));
    assertThat(device.sync()).containsExactly(id);

    api.as("lg-149").put("/users/me/profile", "{\"name\":\"The last shown\"}");
    assertThat(device.sync()).containsExactly(id);
    assertThat(device.conversation(id).path("participants").get(49).path("name").asString())
        .isEqualTo("The last shown");
    api.as("lg-150").put("/users/me/profile", "{\"name\":\"The first who is not\"}");
    api.as("lg-100").put("/conversations/" + id + "/read", "{\"seq\":1}");
    assertThat(device.sync()).isEmpty();
  }

  private List<JsonNode> itemsSince(Device device) {
    return List.copyOf(
        api.as("unn")
            .post("/sync", "{\"conversations\":{},\"since\":\"" + device.since() + "\"}")
            .json()
            .path("items")
            .values());
  }

  private void send(MessageBody message) {
    FakeChanges.put(message);
    EventLog.publish(message);
    String path = "/conversations/" + message.conversationId();
    await()
        .untilAsserted(() ->
            assertThat(api.as(message.senderId()).get(path).json().path("rev").asLong())
                .isEqualTo(message.rev()));
  }
}
