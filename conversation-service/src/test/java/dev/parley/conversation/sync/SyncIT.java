package dev.parley.conversation.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.MessageBody;
import dev.parley.common.json.Json;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import dev.parley.conversation.FakeChanges;
import dev.parley.conversation.FakeMessageService;
import dev.parley.conversation.Messages;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ConversationServiceTest
class SyncIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @AfterEach
  void calm() {
    FakeChanges.setReach(Integer.MAX_VALUE);
    FakeChanges.setAway(false);
  }

  @Test
  void tellsAFreshDeviceEverythingAndThenOnlyNews() {
    String one = api.as("fresh").directWith("fresh-1");
    String other = api.as("fresh").directWith("fresh-2");
    send(Messages.text(one, 1, "fresh-1", "hello"));
    Device device = new Device(api.as("fresh"));

    assertThat(device.sync()).containsExactlyInAnyOrder(one, other);
    assertThat(device.of(one).rev).isEqualTo(1);
    assertThat(device.of(one).messages.values())
        .extracting(m -> m.path("content").asString())
        .containsExactly("hello");
    assertThat(device.conversation(one)).isEqualTo(view("fresh", one));
    assertThat(device.sync()).isEmpty();

    send(Messages.text(other, 1, "fresh-2", "me too"));
    assertThat(device.sync()).containsExactly(other);
    assertThat(device.conversation(other)).isEqualTo(view("fresh", other));
    assertThat(device.sync()).isEmpty();
  }

  @Test
  void tellsOfMessagesThatTheInboxHasNotHeardOfYet() {
    String id = api.as("early").directWith("early-1");
    Device device = new Device(api.as("early"));
    device.sync();

    FakeChanges.put(Messages.text(id, 1, "early-1", "stored"));
    assertThat(device.sync()).containsExactly(id);
    assertThat(device.of(id).messages).containsKey(1L);
    // And once more when the inbox has: its counts are news.
    send(Messages.text(id, 1, "early-1", "stored"));
    assertThat(device.sync()).containsExactly(id);
    assertThat(device.conversation(id).path("me").path("unread_count").asLong()).isEqualTo(1);
  }

  @Test
  void tellsOfEveryChangeOfAConversationAndItsParticipants() {
    String id = api.as("boss").groupWith("mate", "third");
    Device boss = new Device(api.as("boss"));
    Device mate = new Device(api.as("mate"));
    Map<String, Runnable> actions = new LinkedHashMap<>();
    actions.put("rename", () -> api.as("boss").patch("/conversations/" + id, "{\"name\":\"N\"}"));
    actions.put(
        "promote",
        () ->
            api.as("boss")
                .patch("/conversations/" + id + "/participants/mate", "{\"role\":\"admin\"}"));
    actions.put(
        "add",
        () ->
            api.as("boss")
                .post(
                    "/conversations/" + id + "/participants",
                    "{\"participant_ids\":[\"fourth\"]}"));
    actions.put(
        "remove", () -> api.as("boss").delete("/conversations/" + id + "/participants/fourth"));
    actions.put("message", () -> send(Messages.text(id, 1, "third", "x")));
    actions.put("read", () -> api.as("boss").put("/conversations/" + id + "/read", "{\"seq\":1}"));
    actions.put("profile", () -> api.as("third").put("/users/me/profile", "{\"name\":\"Third\"}"));
    actions.put(
        "state", () -> api.as("boss").patch("/conversations/" + id, "{\"state\":\"read_only\"}"));
    boss.sync();
    mate.sync();
    actions.forEach((name, action) -> {
      action.run();
      for (var device : Map.of("boss", boss, "mate", mate).entrySet()) {
        assertThat(device.getValue().sync()).as(name).containsExactly(id);
        assertThat(device.getValue().conversation(id))
            .as(name)
            .isEqualTo(view(device.getKey(), id));
        assertThat(device.getValue().sync()).as("after " + name).isEmpty();
      }
    });
  }

  @Test
  void tellsAUsersOtherDeviceOfTheirSettingsAndNobodyElse() {
    String id = api.as("own").directWith("other-one");
    Device phone = new Device(api.as("own"));
    Device stranger = new Device(api.as("unrelated"));
    phone.sync();
    stranger.sync();
    for (String settings :
        List.of(
            "{\"muted_until\":\"2031-05-06T07:08:09Z\"}",
            "{\"pinned\":true}",
            "{\"archived\":true}",
            "{\"archived\":false,\"pinned\":false}")) {
      api.as("own").put("/conversations/" + id + "/settings", settings);
      assertThat(phone.sync()).as(settings).containsExactly(id);
      assertThat(phone.conversation(id)).as(settings).isEqualTo(view("own", id));
    }
    assertThat(stranger.sync()).isEmpty();
  }

  @Test
  void tellsOfNewAndLeftConversations() {
    String kept = api.as("mover").groupWith("m-1");
    Device device = new Device(api.as("mover"));
    device.sync();

    String joined = api.as("host").groupWith("mover");
    assertThat(device.sync()).containsExactly(joined);
    api.as("host").delete("/conversations/" + joined + "/participants/mover");
    assertThat(device.sync()).containsExactly(joined);
    assertThat(device.held()).containsOnlyKeys(kept);
    assertThat(device.sync()).isEmpty();

    api.as("host").patch("/conversations/" + joined, "{\"name\":\"after\"}");
    assertThat(device.sync()).isEmpty();
    api.as("host")
        .post("/conversations/" + joined + "/participants", "{\"participant_ids\":[\"mover\"]}");
    assertThat(device.sync()).containsExactly(joined);
    assertThat(device.conversation(joined).path("name").asString()).isEqualTo("after");
  }

  @Test
  void tellsWhoLeftWhatTheyMayStillRead() {
    String id = api.as("rest").groupWith("gone");
    FakeChanges.put(Messages.text(id, 1, "rest", "before"));
    FakeMessageService.setHead(id, 1);
    Device device = new Device(api.as("gone"));
    device.sync();
    FakeChanges.put(Messages.text(id, 2, "rest", "just before"));
    FakeMessageService.setHead(id, 2);
    api.as("rest").delete("/conversations/" + id + "/participants/gone");
    FakeChanges.put(Messages.text(id, 3, "rest", "behind their back"));
    FakeMessageService.setHead(id, 3);

    var left = sync("gone", Map.of(id, 1L), device.since()).json().path("items").get(0);
    assertThat(left.path("left").asBoolean()).isTrue();
    assertThat(left.path("conversation")).isEqualTo(view("gone", id));
    assertThat(left.path("changes").size()).isEqualTo(1);
    assertThat(left.path("changes").get(0).path("seq").asLong()).isEqualTo(2);
  }

  @Test
  void aNewcomerIsToldOfWhatTheyMayRead() {
    for (String history : List.of("all", "since_joining")) {
      var opened =
          api.as("older")
              .post(
                  "/conversations",
                  "{\"type\":\"group\",\"participant_ids\":[\"older-1\"],\"history\":\"%s\"}"
                      .formatted(history));
      String id = opened.json().path("id").asString();
      FakeChanges.put(Messages.text(id, 1, "older", "long ago"));
      FakeMessageService.setHead(id, 1);
      api.as("older")
          .post("/conversations/" + id + "/participants", "{\"participant_ids\":[\"newer\"]}");
      FakeChanges.put(Messages.text(id, 2, "older", "now"));
      Device device = new Device(api.as("newer"));
      device.sync();
      assertThat(device.of(id).messages)
          .containsOnlyKeys(history.equals("all") ? List.of(1L, 2L) : List.of(2L));
    }
  }

  @Test
  void whatTheUserHasNothingToDoWithIsToGo() {
    String others = api.as("secret-1").directWith("secret-2");
    String nowhere = UUID.randomUUID().toString();
    var answer = sync("nosy", Map.of(others, 3L, nowhere, 2L), null);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("items").size()).isEqualTo(2);
    for (var item : answer.json().path("items").values()) {
      assertThat(item.path("left").asBoolean()).isTrue();
      assertThat(item.path("conversation").size()).isEqualTo(1);
      assertThat(item.path("changes").size()).isZero();
    }
  }

  @Test
  void startsOverWhereTooMuchChangedOrTheRevIsNotKnown() {
    String busy = api.as("reset").directWith("reset-1");
    String other = api.as("reset").directWith("reset-2");
    for (int seq = 1; seq <= 101; seq++) {
      FakeChanges.put(Messages.text(busy, seq, "reset-1", "m"));
    }
    FakeChanges.put(Messages.text(other, 1, "reset-2", "m"));
    var answer = sync("reset", Map.of(other, 7L), null);
    for (var item : answer.json().path("items").values()) {
      assertThat(item.path("reset").asBoolean()).isTrue();
      assertThat(item.path("changes").size()).isZero();
      assertThat(item.path("rev").asLong())
          .isEqualTo(item.path("conversation").path("id").asString().equals(busy) ? 101 : 1);
    }
    assertThat(answer.json().path("items").size()).isEqualTo(2);
    var within = sync("reset", Map.of(busy, 1L, other, 1L), null);
    assertThat(within.json().path("items").values())
        .allSatisfy(item -> assertThat(item.path("reset").asBoolean()).isFalse());
  }

  @Test
  void aTokenThatIsNoneOfThisDatabaseTellsEverything() {
    String id = api.as("tok").directWith("tok-1");
    Device device = new Device(api.as("tok"));
    device.sync();
    String good = device.since();
    for (String token :
        List.of(
            "",
            "nonsense",
            "%%%",
            "x".repeat(1000),
            base64("1;1.1;5;5;"),
            base64("1;7.1;999999999999999999999;1;"),
            base64(decoded(good).replaceAll(";[0-9]+;[0-9]+;", ";1;900000000000000000;")))) {
      device.setSince(token);
      assertThat(device.sync()).as(token).containsExactly(id);
      assertThat(device.sync()).isEmpty();
    }
    device.setSince(good);
    assertThat(device.sync()).isEmpty();
  }

  @Test
  void anAnswerThatEndsEarlyIsContinued() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      String id = api.as("pages").directWith("pages-" + i);
      FakeChanges.put(Messages.text(id, 1, "pages-" + i, "m"));
      all.add(id);
    }
    FakeChanges.setReach(3);
    Device device = new Device(api.as("pages"));
    assertThat(device.syncOnce()).isTrue();
    assertThat(device.held()).hasSize(3);
    // What changes behind the pages already told is told after the last of them.
    String first = device.held().keySet().iterator().next();
    api.as("pages").put("/conversations/" + first + "/settings", "{\"pinned\":true}");
    assertThat(device.syncOnce()).isTrue();
    assertThat(device.syncOnce()).isFalse();
    assertThat(device.held()).containsOnlyKeys(all);
    assertThat(device.held().values()).allSatisfy(h -> assertThat(h.messages).hasSize(1));
    assertThat(device.conversation(first).path("me").path("pinned").asBoolean()).isFalse();
    assertThat(device.sync()).containsExactly(first);
    assertThat(device.conversation(first).path("me").path("pinned").asBoolean()).isTrue();
  }

  @Test
  void aSocketsAnswerIsSmaller() {
    for (int i = 0; i < 101; i++) {
      api.as("sock").directWith("sock-" + i);
    }
    var answer = api.internal().post("/users/sock/sync", "{}");
    assertThat(answer.json().path("items").size()).isEqualTo(100);
    assertThat(answer.json().path("more").asBoolean()).isTrue();
    String since = answer.json().path("since").asString();
    var rest = api.internal().post("/users/sock/sync", "{\"since\":\"" + since + "\"}");
    assertThat(rest.json().path("items").size()).isEqualTo(1);
    assertThat(rest.json().path("more").asBoolean()).isFalse();
  }

  @Test
  void isUnavailableRatherThanWithoutMessages() {
    api.as("down").directWith("down-1");
    FakeChanges.setAway(true);
    assertThat(sync("down", Map.of(), null).code()).isEqualTo("unavailable");
  }

  @Test
  void refusesWhatIsNoRequest() {
    for (String body :
        List.of(
            "{\"conversations\":{\"not-an-id\":1}}",
            "{\"conversations\":{\"" + UUID.randomUUID() + "\":-1}}",
            "{\"conversations\":{\"" + UUID.randomUUID() + "\":null}}",
            "{\"conversations\":{\"" + UUID.randomUUID() + "\":\"1\"}}",
            "{\"conversations\":[]}",
            "{\"since\":7}",
            "[]")) {
      assertThat(api.as("bad").post("/sync", body).code()).as(body).isEqualTo("validation_failed");
    }
    Map<String, Long> many = new HashMap<>();
    for (int i = 0; i < 5_001; i++) {
      many.put(UUID.randomUUID().toString(), 1L);
    }
    assertThat(sync("bad", many, null).code()).isEqualTo("validation_failed");
    assertThat(sync("bad", Map.of(), null).status()).isEqualTo(200);
  }

  @Test
  void oneCallToMessageServiceHoweverMany() {
    for (int i = 0; i < 30; i++) {
      FakeChanges.put(Messages.text(api.as("flat").directWith("flat-" + i), 1, "flat-" + i, "m"));
    }
    int before = FakeChanges.calls();
    assertThat(new Device(api.as("flat")).sync()).hasSize(30);
    assertThat(FakeChanges.calls() - before).isEqualTo(1);
  }

  private Api.Answer sync(String user, Map<String, Long> revs, @Nullable String since) {
    Map<String, Object> body = new HashMap<>(Map.of("conversations", revs));
    if (since != null) {
      body.put("since", since);
    }
    return api.as(user).post("/sync", Json.mapper().writeValueAsString(body));
  }

  private JsonNode view(String user, String id) {
    return api.as(user).get("/conversations/" + id).json();
  }

  /// Stored, and told of.
  private void send(MessageBody message) {
    String id = message.conversationId().toString();
    FakeChanges.put(message);
    EventLog.publish(message);
    await()
        .untilAsserted(() ->
            assertThat(view(message.senderId(), id).path("rev").asLong()).isEqualTo(message.rev()));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes());
  }

  private static String decoded(@Nullable String token) {
    return new String(Base64.getUrlDecoder().decode(String.valueOf(token)));
  }
}
