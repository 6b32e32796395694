package dev.parley.conversation.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ConversationServiceTest
class MembershipIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void theCreatorIsTheAdmin() {
    String id = api.as("gr-a").groupWith("gr-b", "gr-b", "gr-a");
    JsonNode group = api.as("gr-a").get("/conversations/" + id).json();
    assertThat(group.path("participant_count").asInt()).isEqualTo(2);
    assertThat(group.path("me").path("role").asString()).isEqualTo("admin");
    assertThat(group.path("created_by").asString()).isEqualTo("gr-a");
    assertThat(role("gr-b", id)).isEqualTo("member");
  }

  @Test
  void anAdminAddsAndRemovesAndAMemberDoesNot() {
    String id = api.as("ad-a").groupWith("ad-b");
    String path = "/conversations/" + id + "/participants";
    var refused = api.as("ad-b").post(path, "{\"participant_ids\":[\"ad-c\"]}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("forbidden");
    assertThat(api.as("ad-b").delete(path + "/ad-a").code()).isEqualTo("forbidden");
    assertThat(api.as("ad-b").patch(path + "/ad-b", "{\"role\":\"admin\"}").code())
        .isEqualTo("forbidden");
    assertThat(api.as("ad-b").patch("/conversations/" + id, "{\"name\":\"Mine\"}").code())
        .isEqualTo("forbidden");
    assertThat(api.as("ad-b").delete("/conversations/" + id).code()).isEqualTo("forbidden");

    var added = api.as("ad-a").post(path, "{\"participant_ids\":[\"ad-c\",\"ad-b\"]}");
    assertThat(added.status()).isEqualTo(200);
    assertThat(added.json().path("items").size()).isEqualTo(2);
    assertThat(count("ad-c", id)).isEqualTo(3);
    assertThat(api.as("ad-a").delete(path + "/ad-b").status()).isEqualTo(204);
    assertThat(count("ad-a", id)).isEqualTo(2);
    assertThat(api.as("ad-b").get(path).code()).isEqualTo("not_participant");
  }

  @Test
  void aFormerParticipantIsToldSoOnEveryRouteThatIsForParticipants() {
    String id = api.as("fo-a").groupWith("fo-b", "fo-c");
    api.as("fo-b").delete("/conversations/" + id + "/participants/fo-b");
    var former = api.as("fo-b");
    for (Api.Answer answer :
        List.of(
            former.patch("/conversations/" + id, "{}"),
            former.delete("/conversations/" + id),
            former.get("/conversations/" + id + "/participants"),
            former.get("/conversations/" + id + "/receipts?seq=1"),
            former.put("/conversations/" + id + "/read", null),
            former.put("/conversations/" + id + "/delivered", "{\"seq\":1}"),
            former.put("/conversations/" + id + "/settings", "{}"))) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("not_participant");
    }
    assertThat(former.get("/conversations").json().path("items").size()).isZero();

    api.as("fo-a")
        .post("/conversations/" + id + "/participants", "{\"participant_ids\":[\"fo-b\"]}");
    assertThat(former.get("/conversations/" + id + "/participants").status()).isEqualTo(200);
  }

  @Test
  void theLastAdminNamesAnotherBeforeLeaving() {
    String id = api.as("la-a").groupWith("la-b");
    String path = "/conversations/" + id + "/participants/";
    assertThat(api.as("la-a").delete(path + "la-a").code()).isEqualTo("conflict");
    assertThat(api.as("la-a").patch(path + "la-a", "{\"role\":\"member\"}").code())
        .isEqualTo("conflict");

    var named = api.as("la-a").patch(path + "la-b", "{\"role\":\"admin\"}");
    assertThat(named.json().path("role").asString()).isEqualTo("admin");
    assertThat(api.as("la-a").delete(path + "la-a").status()).isEqualTo(204);
    assertThat(api.as("la-b").delete(path + "la-b").status()).isEqualTo(204);
  }

  @Test
  void twoAdminsWhoLeaveAtOnceDoNotLeaveTheGroupWithoutOne() throws Exception {
    for (int round = 0; round < 5; round++) {
      String name = "two-" + round;
      String id = api.as(name + "-a").groupWith(name + "-b", name + "-c");
      String path = "/conversations/" + id + "/participants/";
      api.as(name + "-a").patch(path + name + "-b", "{\"role\":\"admin\"}");
      List<Future<Integer>> left = new ArrayList<>();
      try (var threads = Executors.newFixedThreadPool(2)) {
        for (String user : List.of(name + "-a", name + "-b")) {
          left.add(threads.submit(() -> api.as(user).delete(path + user).status()));
        }
      }
      assertThat(List.of(left.get(0).get(), left.get(1).get())).containsExactlyInAnyOrder(204, 409);
    }
  }

  @Test
  void aDirectConversationKeepsItsTwo() {
    String id = api.as("di-a").directWith("di-b");
    String path = "/conversations/" + id + "/participants";
    assertThat(api.as("di-a").post(path, "{\"participant_ids\":[\"di-c\"]}").code())
        .isEqualTo("conflict");
    assertThat(api.as("di-a").delete(path + "/di-a").code()).isEqualTo("conflict");
    assertThat(api.as("di-a").patch(path + "/di-b", "{\"role\":\"admin\"}").code())
        .isEqualTo("conflict");
  }

  @Test
  void anAdminEditsAndArchivesTheGroupForAll() {
    String id = api.as("ga-a").groupWith("ga-b");
    var edited =
        api.as("ga-a")
            .patch(
                "/conversations/" + id,
                """
                {"name":"Crew 🚲","avatar_url":"https://example.org/a.png","metadata":{"k":[1,2]}}
                """);
    assertThat(edited.status()).isEqualTo(200);
    JsonNode seen = api.as("ga-b").get("/conversations/" + id).json();
    assertThat(seen.path("name").asString()).isEqualTo("Crew 🚲");
    assertThat(seen.path("avatar_url").asString()).isEqualTo("https://example.org/a.png");
    assertThat(seen.path("metadata").path("k").size()).isEqualTo(2);
    assertThat(seen.path("version").asLong()).isEqualTo(2);

    api.as("ga-a").patch("/conversations/" + id, "{\"name\":null,\"metadata\":null}");
    seen = api.as("ga-b").get("/conversations/" + id).json();
    assertThat(seen.has("name")).isFalse();
    assertThat(seen.has("metadata")).isFalse();
    assertThat(seen.has("avatar_url")).isTrue();

    api.as("ga-a").patch("/conversations/" + id, "{\"state\":\"archived\"}");
    seen = api.as("ga-b").get("/conversations/" + id).json();
    assertThat(seen.path("state").asString()).isEqualTo("archived");
    assertThat(api.as("ga-b").get("/conversations").json().path("items").size()).isZero();
    assertThat(api.as("ga-b").get("/conversations?archived=true").json().path("items").size())
        .isEqualTo(1);
    api.as("ga-a").patch("/conversations/" + id, "{\"state\":\"open\"}");
    assertThat(api.as("ga-b").get("/conversations").json().path("items").size()).isEqualTo(1);
  }

  @Test
  void publishesEachChangeWithTheNextVersionAndTheWholeMembership() {
    String id = api.as("ev-a").groupWith("ev-b");
    String path = "/conversations/" + id;
    api.as("ev-a").post(path + "/participants", "{\"participant_ids\":[\"ev-c\"]}");
    api.as("ev-a").patch(path + "/participants/ev-b", "{\"role\":\"admin\"}");
    api.as("ev-a").delete(path + "/participants/ev-c");
    api.as("ev-a").patch(path, "{\"name\":\"New\"}");
    api.as("ev-a").patch(path, "{\"name\":\"New\"}");
    api.as("ev-a").patch(path, "{\"state\":\"read_only\"}");

    await()
        .untilAsserted(
            () -> assertThat(EventLog.bodies(Topics.CONVERSATION_UPDATED, id)).hasSize(5));
    List<JsonNode> created = EventLog.bodies(Topics.CONVERSATION_CREATED, id);
    List<JsonNode> updated = EventLog.bodies(Topics.CONVERSATION_UPDATED, id);
    assertThat(created).hasSize(1);
    assertThat(created.getFirst().path("version").asLong()).isEqualTo(1);
    assertThat(created.getFirst().path("participants_complete").asBoolean()).isTrue();
    assertThat(updated)
        .extracting(e -> e.path("version").asLong())
        .containsExactly(2L, 3L, 4L, 5L, 6L);
    assertThat(updated)
        .extracting(e -> e.path("change").asString())
        .containsExactly(
            "participants_added",
            "role_changed",
            "participants_removed",
            "renamed",
            "state_changed");
    assertThat(updated.get(0).path("added").get(0).asString()).isEqualTo("ev-c");
    assertThat(updated.get(0).path("participants").size()).isEqualTo(3);
    assertThat(updated.get(2).path("removed").get(0).asString()).isEqualTo("ev-c");
    assertThat(updated.get(2).path("participants").size()).isEqualTo(2);
    assertThat(updated.get(4).path("state").asString()).isEqualTo("read_only");
  }

  @Test
  void publishesALargeGroupInPartsThatTogetherNameEverybody() {
    String ids =
        IntStream.range(0, 1300).mapToObj(i -> "\"lg-" + i + "\"").collect(Collectors.joining(","));
    String id =
        api.as("lg-owner")
            .post("/conversations", "{\"type\":\"group\",\"participant_ids\":[" + ids + "]}")
            .json()
            .path("id")
            .asString();
    await()
        .untilAsserted(
            () -> assertThat(EventLog.bodies(Topics.CONVERSATION_UPDATED, id)).hasSize(2));
    List<JsonNode> events = new ArrayList<>(EventLog.bodies(Topics.CONVERSATION_CREATED, id));
    events.addAll(EventLog.bodies(Topics.CONVERSATION_UPDATED, id));

    assertThat(events).extracting(e -> e.path("version").asLong()).containsExactly(1L, 2L, 3L);
    assertThat(events)
        .allSatisfy(e -> assertThat(e.path("participants_complete").asBoolean()).isFalse());
    assertThat(events.stream().mapToInt(e -> e.path("participants").size()).sum()).isEqualTo(1301);
    assertThat(
            events.stream()
                .flatMap(e -> e.path("participants").values().stream())
                .map(p -> p.path("user_id").asString())
                .distinct())
        .hasSize(1301);
    assertThat(api.as("lg-owner").get("/conversations/" + id).json().path("version").asLong())
        .isEqualTo(3);

    api.as("lg-owner").delete("/conversations/" + id + "/participants/lg-7");
    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.CONVERSATION_UPDATED, id))
                .last()
                .satisfies(e -> {
                  assertThat(e.path("participants").size()).isZero();
                  assertThat(e.path("removed").get(0).asString()).isEqualTo("lg-7");
                }));
  }

  @Test
  void pagesThroughTheParticipants() {
    String ids =
        IntStream.range(0, 120).mapToObj(i -> "\"pp-" + i + "\"").collect(Collectors.joining(","));
    String id =
        api.as("pp-owner")
            .post("/conversations", "{\"type\":\"group\",\"participant_ids\":[" + ids + "]}")
            .json()
            .path("id")
            .asString();
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          api.as("pp-owner").get("/conversations/" + id + "/participants?limit=50" + cursor).json();
      page.path("items").values().forEach(p -> seen.add(p.path("user_id").asString()));
      cursor = page.has("next_cursor") ? "&cursor=" + page.path("next_cursor").asString() : "";
    } while (!cursor.isEmpty());
    assertThat(seen).hasSize(121).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void refusesMoreThanTenThousand() {
    String id = api.as("mx-owner").groupWith("mx-1");
    String ids =
        IntStream.range(1, 10_001)
            .mapToObj(i -> "\"mx-" + i + "\"")
            .collect(Collectors.joining(","));
    String body = "{\"participant_ids\":[" + ids + "]}";
    var refused = api.as("mx-owner").post("/conversations/" + id + "/participants", body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errors").get(0).path("code").asString()).isEqualTo("too_many");
    assertThat(count("mx-owner", id)).isEqualTo(2);
    assertThat(
            api.as("mx-owner")
                .post("/conversations", body.replace("{", "{\"type\":\"group\","))
                .status())
        .isEqualTo(400);
  }

  private String role(String user, String id) {
    return api.as(user).get("/conversations/" + id).json().path("me").path("role").asString();
  }

  private int count(String user, String id) {
    return api.as(user).get("/conversations/" + id).json().path("participant_count").asInt();
  }
}
