package dev.parley.conversation.readmarker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import dev.parley.conversation.FakeMessageService;
import dev.parley.conversation.Messages;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ConversationServiceTest
class ReadMarkerIT {

  @LocalServerPort int port;
  @Autowired CircuitBreakerRegistry breakers;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @AfterEach
  void messageServiceIsBack() {
    FakeMessageService.setAway(false);
    breakers.circuitBreaker("message-service").reset();
  }

  @Test
  void movesForwardAndNeverBack() {
    String id = conversation("fwd", 5);
    var read = api.as("fwd-b").put("/conversations/" + id + "/read", "{\"seq\":4}");
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.json().path("read_seq").asLong()).isEqualTo(4);
    assertThat(read.json().path("delivered_seq").asLong()).isEqualTo(4);
    assertThat(read.json().path("unread_count").asLong()).isEqualTo(1);

    var back = api.as("fwd-b").put("/conversations/" + id + "/read", "{\"seq\":2}");
    assertThat(back.json().path("read_seq").asLong()).isEqualTo(4);
    assertThat(back.json().path("version")).isEqualTo(read.json().path("version"));
  }

  @Test
  void tellsServicesHowFarAllTheOthersAre() {
    String id = conversation("cur", 5);
    api.as("cur-b").put("/conversations/" + id + "/read", "{\"seq\":2}");
    String group = api.as("cur-a").groupWith("cur-b", "cur-c", "cur-d");
    EventLog.publish(Messages.text(group, 1, "cur-a", "one"));
    EventLog.publish(Messages.text(group, 2, "cur-a", "two"));
    awaitLastSeq("cur-b", group, 2);
    api.as("cur-b").put("/conversations/" + group + "/read", null);
    api.as("cur-c").put("/conversations/" + group + "/delivered", "{\"seq\":2}");
    assertThat(cursors(group, "cur-a")).isEqualTo("0 0");
    api.as("cur-d").put("/conversations/" + group + "/read", "{\"seq\":1}");
    assertThat(cursors(group, "cur-a")).isEqualTo("0 1");
    api.as("cur-a").delete("/conversations/" + group + "/participants/cur-d");
    assertThat(cursors(group, "cur-a")).isEqualTo("0 2");
    api.as("cur-a").delete("/conversations/" + group + "/participants/cur-c");
    assertThat(cursors(group, "cur-a")).isEqualTo("2 2");
    assertThat(cursors(id, "cur-a")).isEqualTo("2 2");
  }

  @Test
  void tellsNothingOfConversationsWithNobodyElseOrTooMany() {
    String ids =
        IntStream.range(0, 100).mapToObj(i -> "\"cm-" + i + "\"").collect(Collectors.joining(","));
    String large =
        api.as("cm-a")
            .post("/conversations", "{\"type\":\"group\",\"participant_ids\":[" + ids + "]}")
            .json()
            .path("id")
            .asString();
    String alone = api.as("cm-a").groupWith("cm-b");
    api.as("cm-a").delete("/conversations/" + alone + "/participants/cm-b");
    assertThat(cursors(large, "cm-a")).isEmpty();
    assertThat(cursors(alone, "cm-a")).isEmpty();
    assertThat(api.internal().post("/cursors", "{\"conversation_ids\":[]}").status())
        .isEqualTo(400);
    api.as("cm-a").delete("/conversations/" + large + "/participants/cm-7");
    assertThat(cursors(large, "cm-a")).isEqualTo("0 0");
  }

  @Test
  void deliveredLeavesUnreadAlone() {
    String id = conversation("dlv", 3);
    JsonNode before = api.as("dlv-b").get("/unread").json();
    var delivered = api.as("dlv-b").put("/conversations/" + id + "/delivered", "{\"seq\":3}");

    assertThat(delivered.json().path("delivered_seq").asLong()).isEqualTo(3);
    assertThat(delivered.json().path("read_seq").asLong(-1)).isZero();
    assertThat(delivered.json().path("unread_count").asLong()).isEqualTo(3);
    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.CONVERSATION_DELIVERED, id))
                .singleElement()
                .satisfies(e -> {
                  assertThat(e.path("seq").asLong()).isEqualTo(3);
                  assertThat(e.has("total")).isFalse();
                }));
    assertThat(EventLog.bodies(Topics.CONVERSATION_READ, id)).isEmpty();
    assertThat(delivered.json().has("total")).isFalse();
    assertThat(before.has("version")).isTrue();
    assertThat(api.as("dlv-b").get("/unread").json()).isEqualTo(before);
  }

  @Test
  void withoutASeqReadsAllThatMessageServiceHas() {
    String id = conversation("all", 2);
    FakeMessageService.setHead(id, 7);
    var read = api.as("all-b").put("/conversations/" + id + "/read", null);

    assertThat(read.json().path("read_seq").asLong()).isEqualTo(7);
    assertThat(read.json().path("unread_count").asLong(-1)).isZero();
  }

  @Test
  void withoutASeqReadsAllThatIsKnownWhileMessageServiceIsAway() {
    String id = conversation("away", 2);
    FakeMessageService.setHead(id, 7);
    FakeMessageService.setAway(true);
    var read = api.as("away-b").put("/conversations/" + id + "/read", "{}");

    assertThat(read.status()).isEqualTo(200);
    assertThat(read.json().path("read_seq").asLong()).isEqualTo(2);
  }

  @Test
  void neverPassesTheNewestMessage() {
    String id = conversation("fut", 2);
    FakeMessageService.setHead(id, 3);
    var ahead = api.as("fut-b").put("/conversations/" + id + "/read", "{\"seq\":900}");
    assertThat(ahead.json().path("read_seq").asLong()).isEqualTo(3);

    EventLog.publish(Messages.text(id, 3, "fut-a", "three"));
    EventLog.publish(Messages.text(id, 4, "fut-a", "four"));
    awaitLastSeq("fut-b", id, 4);
    assertThat(me("fut-b", id).path("unread_count").asLong()).isEqualTo(1);
  }

  @Test
  void clampsToWhatIsKnownWhileMessageServiceIsAway() {
    String id = conversation("clamp", 2);
    FakeMessageService.setAway(true);
    var ahead = api.as("clamp-b").put("/conversations/" + id + "/read", "{\"seq\":900}");
    assertThat(ahead.json().path("read_seq").asLong()).isEqualTo(2);
  }

  @Test
  void asksNobodyForWhatItKnows() {
    String id = conversation("ask", 2);
    int before = FakeMessageService.calls();
    api.as("ask-b").put("/conversations/" + id + "/read", "{\"seq\":2}");
    assertThat(FakeMessageService.calls()).isEqualTo(before);
  }

  @Test
  void racingMarkersEndAtTheHighestAndPublishRisingVersions() throws Exception {
    String id = conversation("rac", 40);
    List<Future<Api.Answer>> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 40; i++) {
        int seq = (i * 17) % 40 + 1;
        String kind = i % 3 == 0 ? "delivered" : "read";
        answers.add(
            threads.submit(() ->
                api.as("rac-b").put("/conversations/" + id + "/" + kind, "{\"seq\":" + seq + "}")));
      }
    }
    for (var answer : answers) {
      assertThat(answer.get().status()).isEqualTo(200);
    }
    api.as("rac-b").put("/conversations/" + id + "/read", "{\"seq\":40}");
    assertThat(me("rac-b", id).path("read_seq").asLong()).isEqualTo(40);
    assertThat(me("rac-b", id).path("unread_count").asLong(-1)).isZero();
    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.CONVERSATION_READ, id))
                .last()
                .satisfies(e -> assertThat(e.path("seq").asLong()).isEqualTo(40)));
    List<JsonNode> reads = EventLog.bodies(Topics.CONVERSATION_READ, id);
    assertThat(reads).extracting(e -> e.path("seq").asLong()).isSorted().doesNotHaveDuplicates();
    assertThat(reads)
        .extracting(e -> e.path("version").asLong())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(reads)
        .allSatisfy(e ->
            assertThat(e.path("unread_count").asLong()).isEqualTo(40 - e.path("seq").asLong()));
  }

  @Test
  void racingMarkersInTwoConversationsPublishATotalThatHolds() throws Exception {
    String one = conversation("tot", 20);
    String other = api.as("tot-c").directWith("tot-b");
    for (int seq = 1; seq <= 20; seq++) {
      EventLog.publish(Messages.text(other, seq, "tot-c", "m" + seq));
    }
    awaitLastSeq("tot-b", other, 20);
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 1; i <= 20; i++) {
        int seq = i;
        for (String id : List.of(one, other)) {
          threads.submit(
              () -> api.as("tot-b").put("/conversations/" + id + "/read", "{\"seq\":" + seq + "}"));
        }
      }
    }
    await()
        .untilAsserted(() -> {
          List<JsonNode> reads = new ArrayList<>(EventLog.bodies(Topics.CONVERSATION_READ, one));
          reads.addAll(EventLog.bodies(Topics.CONVERSATION_READ, other));
          JsonNode newest =
              reads.stream().max((a, b) -> Long.compare(version(a), version(b))).orElseThrow();
          assertThat(newest.path("total").asLong(-1)).isZero();
        });
  }

  @Test
  void movesABatchAndAnswersInItsOrder() {
    String id = conversation("bat", 3);
    var answer =
        api.internal()
            .post(
                "/read-markers",
                """
                {"items": [
                  {"user_id": "bat-x", "conversation_id": "%1$s", "kind": "read", "seq": 1},
                  {"user_id": "bat-b", "conversation_id": "%1$s", "kind": "read", "seq": 2},
                  {"user_id": "bat-b", "conversation_id": "%1$s", "kind": "delivered", "seq": 3},
                  {"user_id": "bat-b", "conversation_id": "%1$s", "kind": "read", "seq": -1},
                  {"user_id": "bat-a", "conversation_id": "%1$s", "kind": "read", "seq": null}]}
                """
                    .formatted(id));

    assertThat(answer.status()).isEqualTo(200);
    JsonNode items = answer.json().path("items");
    assertThat(items.get(0).path("error").path("code").asString()).isEqualTo("not_found");
    assertThat(items.get(1).path("seq").asLong()).isEqualTo(2);
    assertThat(items.get(1).path("unread_count").asLong()).isEqualTo(1);
    assertThat(items.get(1).path("total").asLong()).isEqualTo(1);
    assertThat(items.get(2).path("seq").asLong()).isEqualTo(3);
    assertThat(items.get(2).path("read_seq").asLong()).isEqualTo(2);
    assertThat(items.get(3).path("error").path("code").asString()).isEqualTo("validation_failed");
    assertThat(items.get(4).path("user_id").asString()).isEqualTo("bat-a");
    assertThat(items.get(4).path("seq").asLong()).isEqualTo(3);
  }

  private static long version(JsonNode event) {
    return event.path("version").asLong();
  }

  private JsonNode me(String user, String id) {
    return api.as(user).get("/conversations/" + id).json().path("me");
  }

  private String conversation(String name, int messages) {
    String id = api.as(name + "-a").directWith(name + "-b");
    for (int seq = 1; seq <= messages; seq++) {
      EventLog.publish(Messages.text(id, seq, name + "-a", "m" + seq));
    }
    awaitLastSeq(name + "-b", id, messages);
    return id;
  }

  private void awaitLastSeq(String user, String id, long seq) {
    await()
        .untilAsserted(() ->
            assertThat(api.as(user).get("/conversations/" + id).json().path("last_seq").asLong())
                .isEqualTo(seq));
  }

  private String cursors(String id, String except) {
    JsonNode items =
        api.internal()
            .post(
                "/cursors",
                "{\"conversation_ids\":[\"%s\"],\"except\":\"%s\"}".formatted(id, except))
            .json()
            .path("items");
    return items.isEmpty()
        ? ""
        : items.get(0).path("read_seq").asLong()
            + " "
            + items.get(0).path("delivered_seq").asLong();
  }
}
