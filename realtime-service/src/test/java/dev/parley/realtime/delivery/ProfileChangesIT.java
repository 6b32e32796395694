package dev.parley.realtime.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.Events;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProfileChangesIT extends RealtimeTest {

  private final String ann = user("ann");
  private final String bob = user("bob");
  private final String cem = user("cem");

  @Test
  void tellsTheUsersOwnDevicesAndWhoSharesAConversationOnceEach() {
    conversationService.conversation(ann, bob);
    conversationService.conversation(ann, bob, cem);
    List<SocketClient> told = List.of(connect(ann), connect(bob), connect(bob), connect(cem));
    SocketClient stranger = connect(user("stranger"));

    renamed(ann, "Ann", 1);
    renamed(ann, "Anna", 2);

    for (SocketClient socket : told) {
      await()
          .atMost(SocketClient.PATIENCE)
          .untilAsserted(() -> assertThat(names(socket)).containsExactly("Ann", "Anna"));
      JsonNode newer = socket.all("user_updated").getLast();
      assertThat(newer.path("user_id").stringValue()).isEqualTo(ann);
      assertThat(newer.path("version").longValue()).isEqualTo(2);
    }
    assertThat(stranger.all("user_updated")).isEmpty();
  }

  /// Most of those whom somebody talks to are on other nodes, or on none.
  @Test
  void tellsOfAUserWhoIsNotHereAndNobodyWhoHasLeftThem() {
    Conversation group = conversationService.conversation(ann, bob, cem);
    SocketClient stays = connect(bob);
    SocketClient left = connect(cem);
    conversationService.remove(group, cem).publish();
    left.next("removed_from_conversation");

    renamed(ann, "Ann", 1);

    assertThat(stays.next("user_updated").path("user_id").stringValue()).isEqualTo(ann);
    assertThat(left.all("user_updated")).isEmpty();
  }

  @Test
  void goesOnAfterWhatCannotBeRead() {
    conversationService.conversation(ann, bob);
    SocketClient socket = connect(bob);

    Events.publishRaw("profile.updated", ann, "{".getBytes(UTF_8));
    Events.publishRaw("profile.updated", ann, "{\"version\":1}".getBytes(UTF_8));
    renamed(ann, "Ann", 2);

    assertThat(socket.next("user_updated").path("name").stringValue()).isEqualTo("Ann");
  }

  private static List<String> names(SocketClient socket) {
    return socket.all("user_updated").stream()
        .map(told -> told.path("name").stringValue())
        .toList();
  }

  private static void renamed(String user, String name, long version) {
    String body = "{\"user_id\":\"%s\",\"name\":\"%s\",\"version\":%d}";
    Events.publish(
        "profile.updated",
        user,
        user,
        Map.of("version", Long.toString(version)),
        body.formatted(user, name, version).getBytes(UTF_8));
  }
}
