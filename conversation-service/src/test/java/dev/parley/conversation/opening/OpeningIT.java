package dev.parley.conversation.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ConversationServiceTest
class OpeningIT {

  private static final int RACERS = 12;

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void twelveRacingCreationsOfOnePairMakeOneConversation() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Api.Answer>> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(RACERS)) {
      for (int i = 0; i < RACERS; i++) {
        String caller = i % 2 == 0 ? "race-a" : "race-b";
        String other = i % 2 == 0 ? "race-b" : "race-a";
        answers.add(
            threads.submit(() -> {
              start.await();
              return api.as(caller)
                  .post(
                      "/conversations",
                      "{\"type\":\"direct\",\"participant_ids\":[\"%s\"]}".formatted(other));
            }));
      }
      start.countDown();
    }
    List<Integer> statuses = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (Future<Api.Answer> answer : answers) {
      statuses.add(answer.get().status());
      ids.add(answer.get().json().path("id").asString());
    }
    assertThat(statuses).filteredOn(s -> s == 201).hasSize(1);
    assertThat(statuses).filteredOn(s -> s == 200).hasSize(RACERS - 1);
    assertThat(ids).containsOnly(ids.getFirst());
    assertThat(
            jdbc.sql("SELECT count(*) FROM participant WHERE user_id IN ('race-a', 'race-b')")
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void opensADirectConversationThatBothSee() {
    String id = api.as("open-a").directWith("open-b");

    var seen = api.as("open-b").get("/conversations/" + id);
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.json().path("type").asString()).isEqualTo("direct");
    assertThat(seen.json().path("state").asString()).isEqualTo("open");
    assertThat(seen.json().path("last_seq").asLong(-1)).isZero();
    assertThat(seen.json().path("participants").values())
        .extracting(p -> p.path("user_id").asString())
        .containsExactly("open-a", "open-b");
    assertThat(seen.json().path("me").path("role").asString()).isEqualTo("member");
    assertThat(seen.json().path("created_at").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
  }

  @Test
  void refusesAConversationWithOneself() {
    var alone =
        api.as("self-a")
            .post("/conversations", "{\"type\":\"direct\",\"participant_ids\":[\"self-a\"]}");
    assertThat(alone.status()).isEqualTo(400);
    assertThat(alone.code()).isEqualTo("validation_failed");
    assertThat(alone.json().path("errors").get(0).path("field").asString())
        .isEqualTo("participant_ids");
  }

  @Test
  void refusesADirectConversationWhereOneHasBlockedTheOther() {
    assertThat(api.as("blk-b").put("/blocks/blk-a", null).status()).isEqualTo(200);

    for (String[] pair : new String[][] {{"blk-a", "blk-b"}, {"blk-b", "blk-a"}}) {
      var refused =
          api.as(pair[0])
              .post(
                  "/conversations",
                  "{\"type\":\"direct\",\"participant_ids\":[\"%s\"]}".formatted(pair[1]));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.code()).isEqualTo("blocked");
    }
    assertThat(api.as("blk-b").delete("/blocks/blk-a").status()).isEqualTo(204);
    assertThat(api.as("blk-a").directWith("blk-b")).isNotEmpty();
  }

  @Test
  void opensAGroupOfTenThousandAtOnce() {
    String ids =
        IntStream.range(1, 10_000)
            .mapToObj(i -> "\"big-%05d\"".formatted(i))
            .collect(Collectors.joining(","));
    var opened =
        api.as("big-00000")
            .post("/conversations", "{\"type\":\"group\",\"participant_ids\":[" + ids + "]}");

    assertThat(opened.status()).isEqualTo(201);
    assertThat(opened.json().path("participant_count").asInt()).isEqualTo(10_000);
    assertThat(opened.json().path("participants").size()).isEqualTo(50);
    assertThat(
            jdbc.sql("SELECT count(*) FROM participant WHERE conversation_id = :id::uuid")
                .param("id", opened.json().path("id").asString())
                .query(Long.class)
                .single())
        .isEqualTo(10_000);
  }
}
