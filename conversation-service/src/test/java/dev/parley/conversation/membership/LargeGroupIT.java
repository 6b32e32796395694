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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    endsForAll(id);
    for (var record : EventLog.records(Topics.CONVERSATION_UPDATED, id)) {
      assertThat(record.value().length).isLessThan(200_000);
    }
  }

  private void endsForAll(String id) {
    assertThat(api.as("hg-owner").delete("/conversations/" + id).status()).isEqualTo(204);

    for (String user : List.of("hg-owner", "hg-77", "hg-100", "hg-9997")) {
      assertThat(api.as(user).get("/conversations/" + id).status()).isEqualTo(404);
    }
    Set<String> everyone =
        IntStream.range(0, MANY).mapToObj(i -> "hg-" + i).collect(Collectors.toSet());
    everyone.addAll(Set.of("hg-owner", "hg-first"));
    await()
        .untilAsserted(
            () -> assertThat(removedAtTheEnd(id)).hasSameSizeAs(everyone).containsAll(everyone));
  }

  private static Set<String> removedAtTheEnd(String id) {
    Set<String> removed = new HashSet<>();
    for (JsonNode event : EventLog.bodies(Topics.CONVERSATION_UPDATED, id)) {
      if (event.path("change").asString().equals("deleted")) {
        assertThat(event.path("participants_complete").asBoolean()).isTrue();
        assertThat(event.path("participants").size()).isZero();
        event.path("removed").values().forEach(user -> removed.add(user.asString()));
      }
    }
    return removed;
  }

  /// Each id has 128 characters, most of them of four bytes, and those who are named first have
  /// long names and pictures.
  @Test
  void tellsWhatFitsHoweverLongItsIdsAre() {
    for (int i = 0; i < 25; i++) {
      String profile =
          "{\"name\":\"%s\",\"avatar_url\":\"https://a.example/%s\"}"
              .formatted("😀".repeat(200), "x".repeat(2000));
      assertThat(api.as(longId(i)).put("/users/me/profile", profile).status()).isEqualTo(200);
    }
    assertThat(completenessWhenAdding(250)).containsExactly(true, true, true);
    assertThat(completenessWhenAdding(500)).containsExactly(true, false, true);
  }

  /// Of the events of a group that begins with so many, is given as many more, and is renamed.
  private List<Boolean> completenessWhenAdding(int many) {
    Api.User owner = api.as(longId(0));
    String id = owner.groupWith(longIds(1, many).toArray(String[]::new));
    String path = "/conversations/" + id;
    String more = String.join("\",\"", longIds(many, 2 * many));
    owner.post(path + "/participants", "{\"participant_ids\":[\"" + more + "\"]}");
    owner.patch(path, "{\"name\":\"Everybody\"}");
    await().untilAsserted(() -> assertThat(told(id)).hasSize(3));
    tellsEverythingInOrder(id);
    return told(id).stream().map(e -> e.path("participants_complete").asBoolean()).toList();
  }

  private static void tellsEverythingInOrder(String id) {
    Set<String> named = new HashSet<>();
    long version = 0;
    for (JsonNode event : told(id)) {
      assertThat(event.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(800_001);
      assertThat(event.path("version").asLong()).isEqualTo(++version);
      event.path("participants").values().forEach(p -> named.add(p.path("user_id").asString()));
      event.path("added").values().forEach(user -> assertThat(named).contains(user.asString()));
    }
    assertThat(named).hasSize(told(id).getLast().path("participant_count").asInt());
  }

  private static List<JsonNode> told(String id) {
    List<JsonNode> told = new ArrayList<>(EventLog.bodies(Topics.CONVERSATION_CREATED, id));
    told.addAll(EventLog.bodies(Topics.CONVERSATION_UPDATED, id));
    return told;
  }

  private static String longId(int number) {
    return "hl%04d".formatted(number) + "😀".repeat(122);
  }

  private static List<String> longIds(int from, int to) {
    return IntStream.range(from, to).mapToObj(LargeGroupIT::longId).toList();
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
