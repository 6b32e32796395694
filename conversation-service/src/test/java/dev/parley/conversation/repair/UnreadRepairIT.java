package dev.parley.conversation.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.Topics;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.security.Caller;
import dev.parley.common.testing.Tokens;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import dev.parley.conversation.FakeMessageService;
import dev.parley.conversation.Messages;
import dev.parley.conversation.message.Heads;
import dev.parley.conversation.message.StoredMessages;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ConversationServiceTest
class UnreadRepairIT {

  private static final String PATH = "/admin/unread-repairs";

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired Stands stands;
  @Autowired Heads heads;
  @Autowired StoredMessages messages;
  @Autowired Mending mending;
  @Autowired RepairLog log;
  @Autowired CircuitBreakerRegistry breakers;
  Api api;
  Api.User admin;

  @BeforeEach
  void connect() {
    api = new Api(port);
    admin = api.with(Tokens.of("ops", "admin"));
  }

  @AfterEach
  void messageServiceIsBack() {
    FakeMessageService.setAway(false);
    breakers.circuitBreaker("message-service").reset();
  }

  @Test
  void findsNothingWhereNothingIsWrong() {
    String id = story("ok");
    JsonNode report = repair(id, false);
    assertThat(report.path("checked").asInt()).isEqualTo(1);
    assertThat(report.path("mended").size()).isZero();
    assertThat(report.path("busy").size()).isZero();
    assertThat(unread("ok-b", id)).isEqualTo(2);
  }

  @Test
  void mendsWhateverWasSpoiltAndSaysSo() {
    String id = story("sp");
    JsonNode before = api.as("sp-b").get("/conversations/" + id).json();
    String where = " WHERE conversation_id = '" + id + "'";
    jdbc.sql("UPDATE activity SET last_seq = 9, rev = 3, last_message_preview = 'x'" + where)
        .update();
    jdbc.sql("DELETE FROM uncounted_message" + where).update();
    jdbc.sql("INSERT INTO uncounted_message VALUES ('" + id + "', 1)").update();
    jdbc.sql("DELETE FROM mention" + where).update();
    jdbc.sql("UPDATE participant SET read_seq = 99" + where + " AND user_id = 'sp-c'").update();
    jdbc.sql("UPDATE conversation SET participant_count = 7 WHERE id = '" + id + "'").update();

    assertThat(findings(repair(id, true))).containsKeys("last_seq", "rev", "uncounted", "cursors");
    assertThat(unread("sp-b", id)).isNotEqualTo(2);

    Map<String, String> findings = findings(repair(id, false));
    assertThat(findings)
        .containsEntry("last_seq", "9 5")
        .containsEntry("rev", "3 6")
        .containsEntry("uncounted", "1 3")
        .containsEntry("mentions", "0 1")
        .containsEntry("cursors", "1 0")
        .containsEntry("participant_count", "7 3");
    JsonNode after = api.as("sp-b").get("/conversations/" + id).json();
    assertThat(after.path("me")).isEqualTo(before.path("me"));
    assertThat(after.path("last_message")).isEqualTo(before.path("last_message"));
    assertThat(
            api.as("sp-c").get("/conversations/" + id).json().path("me").path("read_seq").asLong())
        .isEqualTo(5);
    assertThat(repair(id, false).path("mended").size()).isZero();
    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.CONVERSATION_READ, id))
                .anySatisfy(e -> {
                  assertThat(e.path("user_id").asString()).isEqualTo("sp-b");
                  assertThat(e.path("unread_count").asLong()).isEqualTo(2);
                }));
  }

  @Test
  void catchesUpWithMessagesWhoseEventsNeverCame() {
    String id = story("cu");
    FakeMessageService.store(
        Messages.text(id, 6, "cu-a", "lost one"), Messages.text(id, 7, "cu-a", "lost too"));
    assertThat(findings(repair(id, false))).containsEntry("last_seq", "5 7");

    JsonNode seen = api.as("cu-b").get("/conversations/" + id).json();
    assertThat(seen.path("last_message").path("preview").asString()).isEqualTo("lost too");
    assertThat(seen.path("me").path("unread_count").asLong()).isEqualTo(4);
  }

  @Test
  void looksThroughAllThatAUserIsIn() {
    String id = story("us");
    String other = api.as("us-b").directWith("us-d");
    jdbc.sql("DELETE FROM uncounted_message WHERE conversation_id = '" + id + "'").update();
    JsonNode report = admin.post(PATH, "{\"reason\":\"complaint 7\",\"user_id\":\"us-b\"}").json();
    assertThat(report.path("checked").asInt()).isEqualTo(2);
    assertThat(report.path("mended").get(0).path("conversation_id").asString()).isEqualTo(id);
    assertThat(report.has("next_cursor")).isFalse();
    assertThat(unread("us-b", id)).isEqualTo(2);
    assertThat(unread("us-b", other)).isZero();
    assertThat(
            jdbc.sql("SELECT reason || requested_by FROM unread_repair WHERE id = :id::uuid")
                .param("id", report.path("id").asString())
                .query(String.class)
                .single())
        .isEqualTo("complaint 7ops");
  }

  @Test
  void isForAdminsWithAReasonOnly() {
    String body = "{\"reason\":\"why\",\"conversation_ids\":[]}";
    assertThat(api.as("re-a").post(PATH, body).code()).isEqualTo("forbidden");
    assertThat(api.with(Tokens.of("re-a", "moderator")).post(PATH, body).code())
        .isEqualTo("forbidden");
    assertThat(api.with("").post(PATH, body).status()).isEqualTo(401);
    for (String bad :
        List.of(
            "{}",
            "{\"reason\":\" \"}",
            "{\"reason\":\"x\",\"user_id\":\"\"}",
            "{\"reason\":\"x\",\"cursor\":\"?\"}",
            "{\"reason\":\"x\",\"conversation_ids\":[\"7\"]}",
            "{\"reason\":\"x\",\"conversation_ids\":[],\"user_id\":\"a\"}")) {
      assertThat(admin.post(PATH, bad).status()).as(bad).isEqualTo(400);
    }
    assertThat(admin.post(PATH, body).status()).isEqualTo(200);
  }

  @Test
  void doesNothingWhileTheMessagesCannotBeAsked() {
    String id = story("na");
    FakeMessageService.setAway(true);
    var refused = admin.post(PATH, request(id, false));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(unread("na-b", id)).isEqualTo(2);
  }

  @Test
  void keepsTheReportOfTheOthersWhereOneCannotBeAskedForOrDoesNotComeToRest() {
    String gone = story("bz1");
    String restless = story("bz2");
    String spoilt = story("bz3");
    String last = story("bz4");
    FakeMessageService.whenAskedFor(gone, () -> false);
    FakeMessageService.whenAskedFor(restless, () -> spoil(restless));
    spoil(spoilt);
    spoil(last);

    JsonNode report =
        admin
            .post(
                PATH,
                "{\"reason\":\"x\",\"conversation_ids\":[\"%s\",\"%s\",\"%s\",\"%s\"]}"
                    .formatted(spoilt, gone, restless, last))
            .json();

    assertThat(report.path("busy").values())
        .extracting(JsonNode::asString)
        .containsExactly(gone, restless);
    assertThat(report.path("mended").values())
        .extracting(m -> m.path("conversation_id").asString())
        .containsExactly(spoilt, last);
    assertThat(report.path("checked").asInt()).isEqualTo(3);
  }

  @Test
  void goesOnlyAsFarAsThereIsTimeFor() {
    List<String> all = List.of(story("bu1"), story("bu2"));
    all.forEach(this::spoil);
    var hasty =
        new RepairController(
            stands,
            new UnreadRepairer(
                stands, heads, messages, mending, new RepairProperties(100, Duration.ZERO)),
            log);
    var ops =
        new Caller(new UserId("ops"), null, null, Set.of("admin"), null, null, null, Instant.EPOCH);

    List<ConversationId> ids = all.stream().map(ConversationId::of).toList();
    var first = hasty.repair(ops, new RepairController.RepairRequest("x", ids, null, true, null));
    assertThat(first.mended()).extracting(m -> m.conversationId()).containsExactly(ids.getFirst());
    assertThat(first.busy()).containsExactly(ids.getLast());
    assertThat(first.nextCursor()).isNull();

    api.as("bu2-b").directWith("bu1-b");
    @Nullable String cursor = null;
    int pages = 0;
    do {
      var page =
          hasty.repair(ops, new RepairController.RepairRequest("x", null, "bu1-b", true, cursor));
      assertThat(page.checked()).isEqualTo(1);
      cursor = page.nextCursor();
      pages++;
    } while (cursor != null);
    assertThat(pages).isEqualTo(2);
  }

  /// @return true
  private boolean spoil(String id) {
    return jdbc.sql("UPDATE activity SET rev = rev + 1 WHERE conversation_id = '" + id + "'")
            .update()
        == 1;
  }

  /// Five messages, of which the second is silent and the third deleted; the first three are read
  /// by nobody else, and the fourth mentions somebody.
  private String story(String name) {
    String a = name + "-a";
    String id = api.as(a).groupWith(name + "-b", name + "-c");
    MessageBody[] told = {
      Messages.text(id, 1, a, "one"),
      Messages.silent(id, 2),
      Messages.deleted(id, 3, 6, a),
      Messages.mentioning(id, 4, a, name + "-b"),
      Messages.silent(id, 5)
    };
    // The deleted one had mentioned somebody: nothing of that may be left to be mended.
    EventLog.publish(Messages.mentioning(id, 3, a, name + "-c"));
    for (MessageBody message : told) {
      EventLog.publish(message);
    }
    FakeMessageService.store(told);
    await()
        .untilAsserted(() -> {
          JsonNode seen = api.as(name + "-b").get("/conversations/" + id).json();
          assertThat(seen.path("last_seq").asLong()).isEqualTo(5);
          assertThat(seen.path("rev").asLong()).isEqualTo(6);
          assertThat(seen.path("me").path("unread_count").asLong()).isEqualTo(2);
        });
    return id;
  }

  private long unread(String user, String id) {
    return api.as(user)
        .get("/conversations/" + id)
        .json()
        .path("me")
        .path("unread_count")
        .asLong(-1);
  }

  private static String request(String id, boolean dryRun) {
    return "{\"reason\":\"complaint\",\"conversation_ids\":[\"%s\"],\"dry_run\":%s}"
        .formatted(id, dryRun);
  }

  private JsonNode repair(String id, boolean dryRun) {
    var answer = admin.post(PATH, request(id, dryRun));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static Map<String, String> findings(JsonNode report) {
    return report.path("mended").path(0).path("findings").values().stream()
        .collect(
            Collectors.toMap(
                f -> f.path("what").asString(),
                f -> f.path("before").asLong() + " " + f.path("after").asLong()));
  }
}
