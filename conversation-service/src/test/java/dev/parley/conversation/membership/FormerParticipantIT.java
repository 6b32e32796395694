package dev.parley.conversation.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import dev.parley.conversation.FakeMessageService;
import dev.parley.conversation.Messages;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What they may read who are no longer in a group, and they who have just come.
@ConversationServiceTest
class FormerParticipantIT {

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
  void keepsTheConversationAsItWasUpToTheRemoval() {
    String id = api.as("fp-a").groupWith("fp-b", "fp-c");
    send(id, 1, "fp-a");
    FakeMessageService.setHead(id, 3);
    api.as("fp-a").delete(participant(id, "fp-b"));
    api.as("fp-a").patch("/conversations/" + id, "{\"name\":\"Without Ben\",\"metadata\":{}}");
    for (long seq = 2; seq <= 5; seq++) {
      send(id, seq, "fp-c");
    }

    JsonNode seen = api.as("fp-b").get("/conversations/" + id).json();
    assertThat(seen.path("name").asString()).isEqualTo("Crew");
    assertThat(seen.has("metadata")).isFalse();
    assertThat(seen.path("last_seq").asLong()).isEqualTo(3);
    assertThat(seen.has("last_message")).isFalse();
    assertThat(seen.path("participants").size()).isZero();
    assertThat(seen.path("version").asLong()).isEqualTo(1);
    assertThat(seen.path("me").path("from_seq").asLong(-1)).isZero();
    assertThat(seen.path("me").path("left_seq").asLong()).isEqualTo(3);
    assertThat(seen.path("me").has("left_at")).isTrue();
    assertThat(seen.path("me").path("unread_count").asLong(-1)).isZero();
    assertThat(window(id, "fp-b").json().path("left_seq").asLong()).isEqualTo(3);
  }

  @Test
  void seesNothingOfWhatTheNewestMessageWasEditedTo() {
    String id = api.as("fe-a").groupWith("fe-b");
    send(id, 1, "fe-a");
    FakeMessageService.setHead(id, 1);
    api.as("fe-b").delete(participant(id, "fe-b"));
    EventLog.publish(Messages.edited(id, 1, 2, "fe-a", "secret"));
    await().until(() -> api.as("fe-a").get("/conversations/" + id).text().contains("secret"));

    assertThat(api.as("fe-b").get("/conversations/" + id).text()).doesNotContain("secret");
    assertThat(api.as("fe-b").get("/conversations?left=true").text()).doesNotContain("secret");
  }

  @Test
  void seesTheNewestMessageWhileItIsTheirsToRead() {
    String id = api.as("fn-a").groupWith("fn-b");
    send(id, 1, "fn-a");
    FakeMessageService.setHead(id, 1);
    api.as("fn-b").delete(participant(id, "fn-b"));
    assertThat(
            api.as("fn-b")
                .get("/conversations/" + id)
                .json()
                .path("last_message")
                .path("preview")
                .asString())
        .isEqualTo("m1");

    EventLog.publish(Messages.deleted(id, 1, 2, "fn-a"));
    await()
        .untilAsserted(() ->
            assertThat(
                    api.as("fn-b")
                        .get("/conversations/" + id)
                        .json()
                        .path("last_message")
                        .has("preview"))
                .isFalse());
  }

  @Test
  void listsWhatTheyHaveLeftTheLastOneFirst() {
    String first = api.as("fl-a").groupWith("fl-b");
    String second = api.as("fl-a").groupWith("fl-b");
    String stays = api.as("fl-a").groupWith("fl-b");
    api.as("fl-b").delete(participant(first, "fl-b"));
    api.as("fl-a").delete(participant(second, "fl-b"));

    assertThat(ids(api.as("fl-b").get("/conversations").json())).containsExactly(stays);
    JsonNode page = api.as("fl-b").get("/conversations?left=true&limit=1").json();
    assertThat(ids(page)).containsExactly(second);
    JsonNode next =
        api.as("fl-b")
            .get("/conversations?left=true&limit=1&cursor=" + page.path("next_cursor").asString())
            .json();
    assertThat(ids(next)).containsExactly(first);
    assertThat(next.has("next_cursor")).isFalse();

    api.as("fl-a").post("/conversations/" + first + "/participants", ids("fl-b"));
    assertThat(ids(api.as("fl-b").get("/conversations?left=true").json())).containsExactly(second);
    assertThat(api.as("fl-b").get("/conversations/" + first).json().path("me").has("left_seq"))
        .isFalse();
  }

  @Test
  void theWindowIsToldToServicesOfFormerParticipantsOnly() {
    String id = api.as("fw-a").groupWith("fw-b");
    assertThat(window(id, "fw-b").status()).isEqualTo(404);
    assertThat(window(id, "fw-x").status()).isEqualTo(404);
    api.as("fw-b").delete(participant(id, "fw-b"));
    assertThat(window(id, "fw-b").status()).isEqualTo(200);
    assertThat(api.internal().get("/users/fw-b/conversations/" + id).code())
        .isEqualTo("not_participant");
    assertThat(api.internal().post("/former-participants", "{}").status()).isEqualTo(400);
  }

  @Test
  void whoJoinsMayReadAllOrWhatIsSentFromThenOn() {
    String id = api.as("hi-a").groupWith("hi-b");
    send(id, 1, "hi-a");
    FakeMessageService.setHead(id, 4);
    api.as("hi-a").post("/conversations/" + id + "/participants", ids("hi-c"));
    assertThat(me("hi-c", id).path("from_seq").asLong(-1)).isZero();
    assertThat(me("hi-c", id).path("read_seq").asLong()).isEqualTo(4);

    var hidden = api.as("hi-a").patch("/conversations/" + id, "{\"history\":\"since_joining\"}");
    assertThat(hidden.json().path("history").asString()).isEqualTo("since_joining");
    assertThat(me("hi-c", id).path("from_seq").asLong()).isEqualTo(4);
    assertThat(me("hi-b", id).path("from_seq").asLong(-1)).isZero();
    assertThat(api.as("hi-b").get("/conversations/" + id).json().has("last_message")).isTrue();
    assertThat(api.as("hi-c").get("/conversations/" + id).json().has("last_message")).isFalse();
    assertThat(access(id).path("history").asString()).isEqualTo("since_joining");
    JsonNode listened =
        api.internal().post("/memberships", "{\"user_ids\":[\"hi-c\"]}").json().path("items");
    assertThat(listened.get(0).path("conversations").get(0).path("from_seq").asLong()).isEqualTo(4);

    api.as("hi-c").delete(participant(id, "hi-c"));
    assertThat(window(id, "hi-c").json().path("from_seq").asLong()).isEqualTo(4);
    api.as("hi-a").patch("/conversations/" + id, "{\"history\":\"all\"}");
    assertThat(window(id, "hi-c").json().path("from_seq").asLong()).isEqualTo(4);
  }

  @Test
  void whatIsPublishedToAllDoesNotShowTheNewestMessageToThoseWhoMayNotReadIt() {
    String id = groupSinceJoining("hp-a", "hp-b");
    send(id, 1, "hp-a");
    FakeMessageService.setHead(id, 1);
    api.as("hp-a").post("/conversations/" + id + "/participants", ids("hp-c"));
    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.CONVERSATION_UPDATED, id))
                .singleElement()
                .satisfies(e -> {
                  assertThat(e.path("history").asString()).isEqualTo("since_joining");
                  assertThat(e.path("last_seq").asLong()).isEqualTo(1);
                  assertThat(e.has("last_message")).isFalse();
                }));
  }

  @Test
  void nobodyJoinsWhileItCannotBeToldWhereTheirHistoryBegins() {
    String id = groupSinceJoining("aw-a", "aw-b");
    FakeMessageService.setAway(true);
    var refused = api.as("aw-a").post("/conversations/" + id + "/participants", ids("aw-c"));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("unavailable");
    assertThat(api.as("aw-c").get("/conversations/" + id).status()).isEqualTo(404);

    assertThat(api.as("aw-a").delete(participant(id, "aw-b")).status()).isEqualTo(204);
    String open = api.as("aw-a").groupWith("aw-b");
    assertThat(
            api.as("aw-a").post("/conversations/" + open + "/participants", ids("aw-c")).status())
        .isEqualTo(200);
  }

  private String groupSinceJoining(String owner, String member) {
    return api.as(owner)
        .post(
            "/conversations",
            """
            {"type":"group","participant_ids":["%s"],"history":"since_joining"}
            """
                .formatted(member))
        .json()
        .path("id")
        .asString();
  }

  private static String participant(String id, String user) {
    return "/conversations/" + id + "/participants/" + user;
  }

  private static String ids(String user) {
    return "{\"participant_ids\":[\"" + user + "\"]}";
  }

  private static List<String> ids(JsonNode page) {
    return page.path("items").values().stream().map(i -> i.path("id").asString()).toList();
  }

  private JsonNode me(String user, String id) {
    return api.as(user).get("/conversations/" + id).json().path("me");
  }

  private Api.Answer window(String id, String user) {
    return api.internal()
        .post(
            "/former-participants",
            "{\"conversation_id\":\"%s\",\"user_id\":\"%s\"}".formatted(id, user));
  }

  private JsonNode access(String id) {
    return api.internal().post("/access", "{\"ids\":[\"" + id + "\"]}").json().path("items").get(0);
  }

  private void send(String id, long seq, String sender) {
    EventLog.publish(Messages.text(id, seq, sender, "m" + seq));
    await()
        .untilAsserted(() ->
            assertThat(api.as(sender).get("/conversations/" + id).json().path("last_seq").asLong())
                .isEqualTo(seq));
  }
}
