package dev.parley.conversation.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.FakeChanges;
import dev.parley.conversation.FakeMessageService;
import dev.parley.conversation.Messages;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What devices are told of a group that was deleted while they were away.
@ConversationServiceTest
class SyncEndIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void goesFromEveryDeviceWithoutATrace() {
    String id = api.as("se-a").groupWith("se-b", "se-c");
    FakeChanges.put(Messages.text(id, 1, "se-b", "before"));
    FakeMessageService.setHead(id, 1);
    List<Device> devices =
        List.of("se-a", "se-b", "se-c").stream().map(user -> new Device(api.as(user))).toList();
    devices.forEach(Device::sync);
    api.as("se-c").delete("/conversations/" + id + "/participants/se-c");
    JsonNode left = told(devices.getLast(), id);
    assertThat(left.at("/conversation/me").isMissingNode()).isFalse();
    Device knowsThatItLeft = new Device(api.as("se-c"));
    knowsThatItLeft.setSince(devices.getLast().since());
    knowsThatItLeft.sync();

    api.as("se-a").delete("/conversations/" + id);

    for (Device device : devices) {
      assertGone(told(device, id), id);
      assertThat(device.sync()).containsExactly(id);
      assertThat(device.held()).doesNotContainKey(id);
      assertThat(device.sync()).isEmpty();
    }
    // Of too many conversations to name all, or of one that it has left.
    assertGone(told(knowsThatItLeft, id), id);
    assertThat(new Device(api.as("se-a")).sync()).isEmpty();
  }

  /// With no token, or one of another database's, it names what it has.
  @Test
  void goesFromADeviceThatStartsOver() {
    String id = api.as("sf-a").groupWith("sf-b");
    Device device = new Device(api.as("sf-b"));
    device.sync();
    api.as("sf-a").delete("/conversations/" + id);
    device.setSince(null);
    assertGone(told(device, id), id);
    device.sync();
    assertThat(device.held()).isEmpty();
  }

  private static void assertGone(JsonNode item, String id) {
    assertThat(item.path("left").asBoolean()).isTrue();
    assertThat(item.path("changes").size()).isZero();
    assertThat(item.path("conversation").toString()).isEqualTo("{\"id\":\"" + id + "\"}");
  }

  private static JsonNode told(Device device, String id) {
    for (JsonNode item : device.ask().json().path("items").values()) {
      if (item.at("/conversation/id").asString().equals(id)) {
        return item;
      }
    }
    throw new AssertionError(id + " is not told of");
  }
}
