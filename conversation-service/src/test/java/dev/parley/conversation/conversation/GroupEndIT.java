package dev.parley.conversation.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.ConversationErased;
import dev.parley.common.event.Topics;
import dev.parley.common.id.ConversationId;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import dev.parley.conversation.FakeMessageService;
import dev.parley.conversation.Messages;
import dev.parley.conversation.activity.ConsumerLag;
import dev.parley.conversation.membership.SystemMessages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// An admin deletes a group, and nobody has it any more.
@ConversationServiceTest
class GroupEndIT {

  private static final List<String> LEFTOVERS =
      List.of("mention", "mention_block", "uncounted_message", "uncounted_block", "edited_message");

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @AfterEach
  void dropTriggers() {
    jdbc.sql("DROP FUNCTION IF EXISTS refuse_event() CASCADE").update();
  }

  @Test
  void isGoneForEveryoneWhoEverWasInIt() {
    String id = groupWithAPast("ge");
    String nowhere = UUID.randomUUID().toString();
    assertThat(api.as("ge-b").delete("/conversations/" + id).code()).isEqualTo("forbidden");
    assertThat(api.as("ge-c").delete("/conversations/" + id).code()).isEqualTo("not_participant");
    assertThat(api.as("ge-x").delete("/conversations/" + id).code()).isEqualTo("not_found");
    assertThat(api.as("ge-b").get("/unread").json().path("total").asInt()).isEqualTo(1);

    assertThat(api.as("ge-a").delete("/conversations/" + id).status()).isEqualTo(204);

    for (String user : List.of("ge-a", "ge-b", "ge-c", "ge-x")) {
      List<Api.Answer> gone = everyRoute(user, id);
      List<Api.Answer> unknown = everyRoute(user, nowhere);
      for (int i = 0; i < gone.size(); i++) {
        assertThat(gone.get(i).status()).as(user + ", route " + i).isEqualTo(404);
        assertThat(gone.get(i).text().replace(id, nowhere)).isEqualTo(unknown.get(i).text());
      }
      for (String filter : List.of("", "?archived=true", "?left=true", "?context_id=j-1")) {
        assertThat(api.as(user).get("/conversations" + filter).json().path("items").size())
            .isZero();
      }
      assertThat(api.as(user).get("/unread").json().path("total").asInt()).isZero();
      assertThat(internal("/readable", "{\"user_id\":\"%s\"}", user).size()).isZero();
      assertThat(
              internal("/memberships", "{\"user_ids\":[\"%s\"]}", user)
                  .path(0)
                  .path("conversations")
                  .size())
          .isZero();
      assertThat(
              api.internal()
                  .post(
                      "/former-participants",
                      "{\"conversation_id\":\"%s\",\"user_id\":\"%s\"}".formatted(id, user))
                  .status())
          .isEqualTo(404);
    }
    assertThat(internal("/access", "{\"ids\":[\"%s\"]}", id).size()).isZero();
  }

  @Test
  void tellsItOnceWithNothingThatWasSaidOfIt() {
    String id = groupWithAPast("gt");
    api.as("gt-a").delete("/conversations/" + id);
    api.as("gt-a").delete("/conversations/" + id);

    await().until(() -> !ends(id).isEmpty());
    JsonNode event = EventLog.bodies(Topics.CONVERSATION_UPDATED, id).getLast();
    assertThat(event.path("change").asString()).isEqualTo("deleted");
    assertThat(event.path("participants").size()).isZero();
    assertThat(event.path("participant_count").asInt(-1)).isZero();
    assertThat(event.path("removed").values().stream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("gt-a", "gt-b", "gt-c");
    for (String field : List.of("name", "metadata", "context", "last_message")) {
      assertThat(event.has(field)).as(field).isFalse();
    }
    assertThat(ends(id)).hasSize(1);
  }

  /// All of it happens, or nothing: here the process ends before the commit.
  @Test
  void isAsItWasWhereItCouldNotBeDone() {
    String id = groupWithAPast("gi");
    List<JsonNode> before = views(id, "gi-a", "gi-b", "gi-c");
    jdbc.sql(
            """
            CREATE FUNCTION refuse_event() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              RAISE EXCEPTION 'injected' USING ERRCODE = '57P03';
            END $$
            """)
        .update();
    jdbc.sql(
            """
            CREATE TRIGGER injected BEFORE INSERT ON outbox
              FOR EACH ROW EXECUTE FUNCTION refuse_event()
            """)
        .update();
    assertThat(api.as("gi-a").delete("/conversations/" + id).status()).isGreaterThanOrEqualTo(500);
    dropTriggers();
    assertThat(views(id, "gi-a", "gi-b", "gi-c")).isEqualTo(before);

    assertThat(api.as("gi-a").delete("/conversations/" + id).status()).isEqualTo(204);
    assertThat(api.as("gi-b").get("/conversations/" + id).status()).isEqualTo(404);
  }

  @Test
  void nothingThatIsDoneAtTheSameTimeBringsItBack() throws Exception {
    for (int round = 0; round < 8; round++) {
      String id = api.as("gr-a").groupWith("gr-b", "gr-c");
      String path = "/conversations/" + id;
      api.as("gr-a").patch(path + "/participants/gr-b", "{\"role\":\"admin\"}");
      EventLog.publish(Messages.text(id, 1, "gr-b", "hello"));
      List<Callable<Integer>> racing =
          List.of(
              () -> api.as("gr-a").delete(path).status(),
              () -> api.as("gr-b").delete(path).status(),
              () -> add("gr-b", id, "gr-d").status(),
              () -> add("gr-a", id, "gr-c").status(),
              () -> api.as("gr-c").delete(path + "/participants/gr-c").status(),
              () ->
                  api.as("gr-a")
                      .patch(path + "/participants/gr-c", "{\"role\":\"member\"}")
                      .status(),
              () -> api.as("gr-a").put(path + "/settings", "{\"pinned\":true}").status(),
              () -> api.as("gr-b").put(path + "/settings", "{\"archived\":true}").status(),
              () -> api.as("gr-b").put(path + "/read", null).status(),
              () -> api.as("gr-b").patch(path, "{\"state\":\"open\",\"name\":\"New\"}").status(),
              () -> {
                EventLog.publish(Messages.mentioning(id, 2, "gr-c", "gr-a"));
                return 200;
              });
      List<Integer> statuses = new ArrayList<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Integer> one : threads.invokeAll(racing)) {
          statuses.add(one.get());
        }
      }
      assertThat(statuses.subList(0, 2)).containsExactlyInAnyOrder(204, 404);
      assertThat(statuses).allMatch(status -> status < 500);
      for (String user : List.of("gr-a", "gr-b", "gr-c", "gr-d")) {
        assertThat(api.as(user).get(path).status()).isEqualTo(404);
        assertThat(add(user, id, "gr-d").status()).isEqualTo(404);
      }
      assertThat(rows("participant", id, "left_at IS NULL")).isZero();
      assertThat(rows("left_conversation", id, "true")).isZero();
    }
    assertThat(api.as("gr-d").get("/conversations").json().path("items").size()).isZero();
  }

  @Test
  void nothingIsLeftOfItsMessagesAndLateOnesLeaveNothing() {
    String id = groupWithAPast("gl");
    EventLog.publish(Messages.silent(id, 2));
    EventLog.publish(Messages.editedMentioning(id, 1, 3, "gl-a", "gl-b"));
    await().until(() -> LEFTOVERS.stream().allMatch(table -> rows(table, id, "true") > 0));

    api.as("gl-a").delete("/conversations/" + id);
    EventLog.publish(Messages.mentioning(id, 3, "gl-a", "gl-b"));
    EventLog.publish(Messages.silent(id, 4));
    EventLog.publish(Messages.editedMentioning(id, 3, 5, "gl-a", "gl-c"));
    ConsumerLag.awaitNone("conversation-service.messages", Topics.MESSAGE_CREATED);
    ConsumerLag.awaitNone("conversation-service.messages", Topics.MESSAGE_UPDATED);
    String other = groupWithAPast("gm");
    EventLog.publish(Topics.CONVERSATION_ERASED, id, "{}");
    publishErased(other);
    publishErased(id);
    publishErased(id);

    await().until(() -> LEFTOVERS.stream().allMatch(table -> rows(table, id, "true") == 0));
    ConsumerLag.awaitNone("conversation-service.erasures", Topics.CONVERSATION_ERASED);
    assertThat(rows("mention", other, "true")).as("of one that is there").isPositive();
    assertThat(EventLog.records(Topics.deadLetters(Topics.CONVERSATION_ERASED), id)).hasSize(1);
  }

  /// What the platform does once it does not do again, and what it wants said goes nowhere.
  @Test
  void thePlatformsEventsDoNotBringItBack() {
    String match = "{\"match_id\":\"g-m\",\"participant_ids\":[\"gp-a\",\"gp-b\",\"gp-c\"]}";
    EventLog.publish(Topics.MATCH_CREATED, "g-m", match);
    await().until(() -> inbox("gp-a").size() == 1);
    String id = inbox("gp-a").get(0).path("id").asString();
    // A match's group has no admin: the platform names one.
    jdbc.sql("UPDATE participant SET role = 'admin' WHERE user_id = 'gp-a'").update();
    assertThat(SystemMessages.of(id, 1)).hasSize(1);
    assertThat(api.as("gp-a").delete("/conversations/" + id).status()).isEqualTo(204);

    EventLog.publish(Topics.MATCH_CREATED, "g-m", match);
    ConsumerLag.awaitNone("conversation-service.matches", Topics.MATCH_CREATED);
    EventLog.publish(
        Topics.SYSTEM_MESSAGE_REQUESTED,
        id,
        "{\"key\":\"g-s\",\"conversation_id\":\"%s\",\"text\":\"late\"}".formatted(id));
    ConsumerLag.awaitNone("conversation-service.system-messages", Topics.SYSTEM_MESSAGE_REQUESTED);
    EventLog.publish(Topics.USER_DELETED, "gp-b", "{\"user_id\":\"gp-b\"}");
    ConsumerLag.awaitNone("conversation-service.deletions", Topics.USER_DELETED);

    assertThat(inbox("gp-c").size()).isZero();
    assertThat(EventLog.records(Topics.deadLetters(Topics.SYSTEM_MESSAGE_REQUESTED), id))
        .hasSize(1);
    assertThat(SystemMessages.all(id)).hasSize(1);
  }

  /// With an admin, a member whom a message calls on, and one who has left.
  private String groupWithAPast(String prefix) {
    String id =
        api.as(prefix + "-a")
            .post(
                "/conversations",
                """
                {"type":"group","name":"Crew","participant_ids":["%1$s-b","%1$s-c"],
                 "context":{"type":"job","id":"j-1"},"metadata":{"k":1}}
                """
                    .formatted(prefix))
            .json()
            .path("id")
            .asString();
    EventLog.publish(Messages.mentioning(id, 1, prefix + "-a", prefix + "-b"));
    FakeMessageService.setHead(id, 1);
    await()
        .until(() ->
            api.as(prefix + "-b").get("/unread").json().path("total").asInt() == 1
                && rows("mention", id, "true") == 1);
    api.as(prefix + "-c").delete("/conversations/" + id + "/participants/" + prefix + "-c");
    return id;
  }

  private List<Api.Answer> everyRoute(String user, String id) {
    Api.User as = api.as(user);
    String path = "/conversations/" + id;
    return List.of(
        as.get(path),
        as.patch(path, "{\"name\":\"x\"}"),
        as.delete(path),
        as.get(path + "/participants"),
        add(user, id, "ge-d"),
        as.patch(path + "/participants/ge-b", "{\"role\":\"admin\"}"),
        as.delete(path + "/participants/" + user),
        as.put(path + "/read", null),
        as.put(path + "/delivered", "{\"seq\":1}"),
        as.get(path + "/receipts?seq=1"),
        as.put(path + "/settings", "{\"pinned\":true}"),
        api.internal().get("/users/" + user + path));
  }

  private Api.Answer add(String by, String id, String user) {
    return api.as(by)
        .post("/conversations/" + id + "/participants", "{\"participant_ids\":[\"" + user + "\"]}");
  }

  private List<JsonNode> views(String id, String... users) {
    List<JsonNode> views = new ArrayList<>();
    for (String user : users) {
      views.add(api.as(user).get("/conversations/" + id).json());
    }
    return views;
  }

  private JsonNode inbox(String user) {
    return api.as(user).get("/conversations").json().path("items");
  }

  private JsonNode internal(String path, String body, String value) {
    return api.internal().post(path, body.formatted(value)).json().path("items");
  }

  private static List<JsonNode> ends(String id) {
    return EventLog.bodies(Topics.CONVERSATION_UPDATED, id).stream()
        .filter(event -> event.path("change").asString().equals("deleted"))
        .toList();
  }

  private static void publishErased(String id) {
    EventLog.publish(new ConversationErased(ConversationId.of(id), 1, Instant.EPOCH));
  }

  private long rows(String table, String id, String condition) {
    return jdbc.sql("SELECT count(*) FROM " + table + " WHERE conversation_id = ? AND " + condition)
        .param(UUID.fromString(id))
        .query(Long.class)
        .single();
  }
}
