package dev.parley.conversation.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ConversationServiceTest
class BlockIT {

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void isListedForTheBlockerAlone() {
    assertThat(api.as("bl-a").get("/blocks/bl-b").status()).isEqualTo(404);
    var placed = api.as("bl-a").put("/blocks/bl-b", null);
    assertThat(placed.status()).isEqualTo(200);
    assertThat(placed.json().path("user_id").asString()).isEqualTo("bl-b");
    assertThat(api.as("bl-a").put("/blocks/bl-b", null).json()).isEqualTo(placed.json());

    assertThat(api.as("bl-a").get("/blocks/bl-b").status()).isEqualTo(200);
    assertThat(api.as("bl-a").get("/blocks").json().path("items").size()).isEqualTo(1);
    assertThat(api.as("bl-b").get("/blocks").json().path("items").size()).isZero();
    assertThat(api.as("bl-b").get("/blocks/bl-a").status()).isEqualTo(404);

    assertThat(api.as("bl-a").delete("/blocks/bl-b").status()).isEqualTo(204);
    assertThat(api.as("bl-a").delete("/blocks/bl-b").status()).isEqualTo(204);
    assertThat(api.as("bl-a").get("/blocks/bl-b").status()).isEqualTo(404);
  }

  @Test
  void isToldWithTheConversationAndShownToNeitherOfTheTwo() {
    String id = api.as("bc-a").directWith("bc-b");
    api.as("bc-b").put("/blocks/bc-a", null);
    api.as("bc-b").put("/blocks/bc-a", null);
    api.as("bc-b").delete("/blocks/bc-a");

    await()
        .untilAsserted(
            () -> assertThat(EventLog.bodies(Topics.CONVERSATION_UPDATED, id)).hasSize(2));
    List<JsonNode> events = EventLog.bodies(Topics.CONVERSATION_UPDATED, id);
    assertThat(events)
        .extracting(e -> e.path("change").asString())
        .containsExactly("blocked", "unblocked");
    assertThat(events.get(0).path("blocked_by").get(0).asString()).isEqualTo("bc-b");
    assertThat(events.get(1).path("blocked_by").size()).isZero();
    assertThat(access(id).path("blocked").asBoolean()).isFalse();

    api.as("bc-b").put("/blocks/bc-a", null);
    assertThat(access(id).path("blocked").asBoolean()).isTrue();
    assertThat(api.as("bc-a").get("/conversations/" + id).text()).doesNotContain("block");
  }

  /// The other services hear of it though the two have no conversation of their own.
  @Test
  void isToldToTheServicesOncePerTurn() {
    api.as("bt-a").put("/blocks/bt-b", null);
    api.as("bt-a").put("/blocks/bt-b", null);
    api.as("bt-a").delete("/blocks/bt-b");
    api.as("bt-a").delete("/blocks/bt-b");

    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.BLOCK_CHANGED, "bt-a"))
                .extracting(event -> event.path("blocked").booleanValue())
                .containsExactly(true, false));
    assertThat(EventLog.bodies(Topics.BLOCK_CHANGED, "bt-a"))
        .allMatch(event -> event.path("blocked_id").asString().equals("bt-b"));
  }

  /// Whichever comes first: a conversation that is there after a block says that it is blocked.
  @Test
  void aBlockThatRacesWithAnOpeningIsNeverMissed() throws Exception {
    for (int round = 0; round < 20; round++) {
      String a = "rb-a" + round;
      String b = "rb-b" + round;
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Integer>> answers = new ArrayList<>();
      try (var threads = Executors.newFixedThreadPool(2)) {
        answers.add(
            threads.submit(() -> {
              start.await();
              return api.as(b).put("/blocks/" + a, null).status();
            }));
        answers.add(
            threads.submit(() -> {
              start.await();
              return api.as(a)
                  .post(
                      "/conversations", "{\"type\":\"direct\",\"participant_ids\":[\"" + b + "\"]}")
                  .status();
            }));
        start.countDown();
      }
      assertThat(answers.get(0).get()).isEqualTo(200);
      assertThat(answers.get(1).get()).isIn(201, 403);
    }
    assertThat(
            jdbc.sql(
                    """
                    SELECT count(*) FROM conversation
                    WHERE low_user_id LIKE 'rb-%' AND NOT (low_blocks OR high_blocks)
                    """)
                .query(Long.class)
                .single())
        .isZero();
  }

  private JsonNode access(String id) {
    return api.internal().post("/access", "{\"ids\":[\"" + id + "\"]}").json().path("items").get(0);
  }
}
