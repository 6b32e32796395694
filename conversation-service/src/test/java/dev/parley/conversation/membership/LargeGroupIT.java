package dev.parley.conversation.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import dev.parley.conversation.FakeMessageService;
import dev.parley.conversation.Measured;
import dev.parley.conversation.Messages;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// A group of 10 000: as large as one can be, and no slower to use than a small one.
@ConversationServiceTest
class LargeGroupIT {

  private static final int MANY = 9_998;

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void isUsedAsASmallOneIs() {
    String id = api.as("hg-owner").groupWith("hg-first");
    String path = "/conversations/" + id;
    String ids =
        IntStream.range(0, MANY).mapToObj(i -> "\"hg-" + i + "\"").collect(Collectors.joining(","));
    var added =
        api.as("hg-owner").post(path + "/participants", "{\"participant_ids\":[" + ids + "]}");
    assertThat(added.status()).isEqualTo(200);
    assertThat(
            api.as("hg-owner")
                .post(path + "/participants", "{\"participant_ids\":[\"hg-more\"]}")
                .status())
        .isEqualTo(400);

    namesEverybodyInParts(id);
    countsReceipts(id);
    Api.User member = api.as("hg-77");
    Measured.measure(
        "a large group",
        () -> assertThat(member.get(path).json().path("participants").size()).isEqualTo(50));
    assertThat(member.get(path + "/participants?limit=200").json().path("items").size())
        .isEqualTo(200);
    assertThat(member.get(path + "/receipts?seq=1").json().path("items").size()).isGreaterThan(3);
    assertThat(member.get("/conversations").json().path("items").size()).isEqualTo(1);
    int[] next = {100};
    Measured.measure(
        "taking somebody out of it",
        () ->
            assertThat(api.as("hg-owner").delete(path + "/participants/hg-" + next[0]++).status())
                .isEqualTo(204));
    Measured.measure(
        "naming an admin in it",
        () ->
            assertThat(
                    api.as("hg-owner")
                        .patch(path + "/participants/hg-" + next[0]++, "{\"role\":\"admin\"}")
                        .status())
                .isEqualTo(200));
    for (var record : EventLog.records(Topics.CONVERSATION_UPDATED, id)) {
      assertThat(record.value().length).isLessThan(200_000);
    }
  }

  private static void namesEverybodyInParts(String id) {
    await()
        .untilAsserted(() -> {
          List<ConsumerRecord<String, byte[]>> events =
              EventLog.records(Topics.CONVERSATION_UPDATED, id);
          assertThat(events).hasSize((MANY + 499) / 500);
        });
    Set<String> named = new HashSet<>();
    for (JsonNode event : EventLog.bodies(Topics.CONVERSATION_UPDATED, id)) {
      assertThat(event.path("participants_complete").asBoolean()).isFalse();
      event.path("added").values().forEach(user -> named.add(user.asString()));
    }
    assertThat(named).hasSize(MANY);
  }

  private void countsReceipts(String id) {
    EventLog.publish(Messages.text(id, 1, "hg-owner", "Hello all"));
    FakeMessageService.setHead(id, 1);
    for (int i = 0; i < 3; i++) {
      api.as("hg-" + i).put("/conversations/" + id + "/read", "{\"seq\":1}");
    }
    api.as("hg-3").put("/conversations/" + id + "/delivered", "{\"seq\":1}");
    JsonNode receipts =
        api.as("hg-owner").get("/conversations/" + id + "/receipts?seq=1&limit=2").json();
    assertThat(receipts.path("read_count").asInt()).isEqualTo(3);
    assertThat(receipts.path("delivered_count").asInt()).isEqualTo(4);
    assertThat(receipts.path("items").size()).isEqualTo(2);
    assertThat(receipts.has("next_cursor")).isTrue();
  }
}
