package dev.parley.conversation.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// A group always has an admin, whoever leaves, and however many at once.
@ConversationServiceTest
class HandOverIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void theLastAdminLeavesByNamingASuccessor() {
    String id = api.as("ho-a").groupWith("ho-b", "ho-c");
    String me = "/conversations/" + id + "/participants/ho-a";
    assertThat(api.as("ho-a").delete(me).code()).isEqualTo("conflict");
    assertThat(api.as("ho-a").delete(me + "?successor=ho-b").status()).isEqualTo(204);

    JsonNode seen = api.as("ho-b").get("/conversations/" + id).json();
    assertThat(seen.path("me").path("role").asString()).isEqualTo("admin");
    assertThat(seen.path("participant_count").asInt()).isEqualTo(2);
    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.CONVERSATION_UPDATED, id))
                .extracting(e -> e.path("change").asString())
                .containsExactly("role_changed", "participants_removed"));
    assertThat(EventLog.bodies(Topics.CONVERSATION_UPDATED, id))
        .extracting(e -> e.path("version").asLong())
        .containsExactly(2L, 3L);
    assertThat(SystemMessages.of(id, 2))
        .extracting(m -> m.path("metadata").path("event").asString())
        .containsExactly("admin_named", "participant_left");
  }

  @Test
  void aSuccessorIsAnotherParticipantAndIsNamedByAnAdminWhoLeaves() {
    String id = api.as("su-a").groupWith("su-b", "su-c");
    String path = "/conversations/" + id + "/participants/";
    for (String successor : List.of("su-x", "su-a", "system", "%20")) {
      var refused = api.as("su-a").delete(path + "su-a?successor=" + successor);
      assertThat(refused.status()).as(successor).isEqualTo(400);
      assertThat(refused.json().path("errors").get(0).path("field").asString())
          .isEqualTo("successor");
    }
    assertThat(api.as("su-a").delete(path + "su-b?successor=su-c").status()).isEqualTo(400);
    assertThat(api.as("su-b").delete(path + "su-b?successor=su-c").code()).isEqualTo("forbidden");
    assertThat(api.as("su-x").delete(path + "su-x?successor=su-c").status()).isEqualTo(404);
    assertThat(api.as("su-a").get("/conversations/" + id).json().path("version").asLong())
        .isEqualTo(1);
  }

  @Test
  void adminsWhoDismissEachOtherAtOnceLeaveOne() throws Exception {
    for (int round = 0; round < 5; round++) {
      String a = "dm-a" + round;
      String b = "dm-b" + round;
      String id = api.as(a).groupWith(b, "dm-c");
      String path = "/conversations/" + id + "/participants/";
      api.as(a).patch(path + b, "{\"role\":\"admin\"}");
      String dismissal = "{\"role\":\"member\"}";

      // The second one is no admin any more, or would be the last.
      assertThat(
              atOnce(
                  List.of(
                      () -> api.as(a).patch(path + b, dismissal),
                      () -> api.as(b).patch(path + a, dismissal))))
          .containsExactlyInAnyOrder(200, 403);
      assertThat(admins(id, "dm-c")).hasSize(1);
    }
  }

  @Test
  void whoeverIsAddedAndRemovedAtOnceIsCountedOnce() throws Exception {
    for (int round = 0; round < 5; round++) {
      String a = "ar-a" + round;
      String b = "ar-b" + round;
      String id = api.as(a).groupWith(b, "ar-c");
      String path = "/conversations/" + id + "/participants";
      api.as(a).patch(path + "/" + b, "{\"role\":\"admin\"}");
      String same = "{\"participant_ids\":[\"ar-x\",\"ar-y\"]}";

      List<Integer> statuses =
          atOnce(
              List.of(
                  () -> api.as(a).post(path, same),
                  () -> api.as(b).post(path, same),
                  () -> api.as(a).delete(path + "/ar-x"),
                  () -> api.as(b).delete(path + "/ar-c"),
                  () -> api.as(a).delete(path + "/ar-c")));
      assertThat(statuses.subList(0, 2)).containsOnly(200);
      assertThat(statuses.subList(2, 5)).allMatch(s -> s == 204 || s == 404);
      JsonNode seen = api.as(a).get("/conversations/" + id).json();
      assertThat(seen.path("participant_count").asInt())
          .isEqualTo(seen.path("participants").size());
      long version = seen.path("version").asLong();
      await()
          .untilAsserted(() ->
              assertThat(EventLog.bodies(Topics.CONVERSATION_UPDATED, id))
                  .extracting(e -> e.path("version").asLong())
                  .last()
                  .isEqualTo(version));
      assertThat(EventLog.bodies(Topics.CONVERSATION_UPDATED, id))
          .extracting(e -> e.path("version").asLong())
          .isSorted()
          .doesNotHaveDuplicates()
          .hasSize((int) version - 1);
    }
  }

  @Test
  void severalPromotionsAtOnceAllHold() throws Exception {
    String id = api.as("pr-a").groupWith("pr-b", "pr-c", "pr-d");
    String path = "/conversations/" + id + "/participants/";
    String promotion = "{\"role\":\"admin\"}";
    List<Supplier<Api.Answer>> promotions = new ArrayList<>();
    for (String user : List.of("pr-b", "pr-c", "pr-d", "pr-b", "pr-c")) {
      promotions.add(() -> api.as("pr-a").patch(path + user, promotion));
    }
    assertThat(atOnce(promotions)).containsOnly(200);
    assertThat(admins(id, "pr-a")).containsExactly("pr-a", "pr-b", "pr-c", "pr-d");
    assertThat(api.as("pr-a").get("/conversations/" + id).json().path("version").asLong())
        .isEqualTo(4);
  }

  private List<String> admins(String id, String by) {
    return api.as(by).get("/conversations/" + id).json().path("participants").values().stream()
        .filter(p -> p.path("role").asString().equals("admin"))
        .map(p -> p.path("user_id").asString())
        .toList();
  }

  private List<Integer> atOnce(List<Supplier<Api.Answer>> requests) throws Exception {
    List<Future<Integer>> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(requests.size())) {
      for (Supplier<Api.Answer> request : requests) {
        Callable<Integer> call = () -> request.get().status();
        answers.add(threads.submit(call));
      }
    }
    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> answer : answers) {
      statuses.add(answer.get());
    }
    return statuses;
  }
}
