package dev.parley.conversation.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.FakeChanges;
import dev.parley.conversation.FakeMessageService;
import dev.parley.conversation.Messages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What a device is told whose user may read more than before.
@ConversationServiceTest
class SyncWindowIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  /// None of the messages has changed, so that no rev tells of them.
  @Test
  void startsOverWhereTheHistoryIsShownToWhoJoinedLater() {
    String id = api.as("win-a").groupWith("win-b");
    edit(id, "since_joining");
    FakeChanges.put(Messages.text(id, 1, "win-b", "before"));
    FakeMessageService.setHead(id, 1);
    api.as("win-a")
        .post("/conversations/" + id + "/participants", "{\"participant_ids\":[\"win-c\"]}");
    Device joined = new Device(api.as("win-c"));
    Device first = new Device(api.as("win-a"));
    joined.sync();
    first.sync();
    assertThat(joined.conversation(id).at("/me/from_seq").asLong()).isEqualTo(1);

    edit(id, "all");

    assertThat(reset(first, id)).isFalse();
    assertThat(reset(joined, id)).isTrue();
    joined.sync();
    assertThat(joined.conversation(id).at("/me/from_seq").asLong()).isZero();
    api.as("win-a").patch("/conversations/" + id, "{\"name\":\"Renamed\"}");
    assertThat(reset(joined, id)).isFalse();
  }

  private void edit(String id, String history) {
    String body = "{\"history\":\"" + history + "\"}";
    assertThat(api.as("win-a").patch("/conversations/" + id, body).status()).isEqualTo(200);
  }

  private static boolean reset(Device device, String id) {
    for (JsonNode item : device.ask().json().path("items").values()) {
      if (item.at("/conversation/id").asString().equals(id)) {
        return item.path("reset").asBoolean();
      }
    }
    throw new AssertionError(id + " is not told of");
  }
}
