package dev.parley.conversation.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.common.event.UserDeleted;
import dev.parley.common.event.UserUpdated;
import dev.parley.common.testing.Tokens;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import dev.parley.conversation.activity.ConsumerLag;
import dev.parley.conversation.membership.SystemMessages;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ConversationServiceTest
class AccountIT {

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void thePlatformSaysWhatAUserIsCalledAndNoOlderTokenChangesIt() {
    api.with(Tokens.user("up-a").name("Old").encode()).directWith("up-b");
    EventLog.publish(new UserUpdated("up-a", "New", "https://example.org/n.png"));
    await().untilAsserted(() -> assertThat(name("up-a")).isEqualTo("New"));
    api.with(Tokens.user("up-a").name("Older still").encode()).get("/conversations");
    assertThat(name("up-a")).isEqualTo("New");

    EventLog.publish(new UserUpdated("up-a", "Newer", null));
    await().untilAsserted(() -> assertThat(name("up-a")).isEqualTo("Newer"));
    assertThat(api.as("up-b").get("/users/up-a/profile").json().has("avatar_url")).isFalse();
  }

  /// As when it is published again from the dead letters.
  @Test
  void anOlderWordOfThePlatformChangesNothing() {
    Instant before = Clock.systemUTC().instant().minusSeconds(600);
    EventLog.publish(new UserUpdated("ol-a", "Second", null), before.plusSeconds(20));
    EventLog.publish(new UserUpdated("ol-a", "First", null), before.plusSeconds(10));
    awaitProfiles();
    assertThat(name("ol-a")).isEqualTo("Second");

    // Said again it is as new as that, though it changes nothing.
    EventLog.publish(new UserUpdated("ol-a", "Second", null), before.plusSeconds(40));
    EventLog.publish(new UserUpdated("ol-a", "Between", null), before.plusSeconds(30));
    awaitProfiles();
    assertThat(name("ol-a")).isEqualTo("Second");

    api.as("ol-a").put("/users/me/profile", "{\"name\":\"Own\"}");
    EventLog.publish(new UserUpdated("ol-a", "Third", null), before.plusSeconds(50));
    awaitProfiles();
    assertThat(name("ol-a")).isEqualTo("Own");

    // A clock that is ahead does not win for good.
    EventLog.publish(new UserUpdated("ol-a", "Ahead", null), before.plusSeconds(6_000));
    await().untilAsserted(() -> assertThat(name("ol-a")).isEqualTo("Ahead"));
    EventLog.publish(new UserUpdated("ol-a", "Newest", null));
    await().untilAsserted(() -> assertThat(name("ol-a")).isEqualTo("Newest"));
  }

  @Test
  void anAccountThatIsGoneLeavesItsGroupsAndClosesItsDirectConversations() {
    api.as("de-a").put("/users/me/profile", "{\"name\":\"Dee\"}");
    String direct = api.as("de-a").directWith("de-b");
    String group = api.as("de-a").groupWith("de-b", "de-c");
    String member = api.as("de-c").groupWith("de-a");
    String left = api.as("de-c").groupWith("de-a");
    api.as("de-a").delete("/conversations/" + left + "/participants/de-a");
    api.as("de-a").put("/conversations/" + direct + "/settings", "{\"pinned\":true}");
    delete("de-a");
    delete("de-a");

    JsonNode profile = api.as("de-b").get("/users/de-a/profile").json();
    assertThat(profile.path("name").asString()).isEmpty();
    assertThat(profile.path("deleted").asBoolean()).isTrue();
    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.PROFILE_UPDATED, "de-a"))
                .extracting(told -> told.path("deleted").asBoolean())
                .containsExactly(false, true));
    JsonNode seen = api.as("de-b").get("/conversations/" + direct).json();
    assertThat(seen.path("state").asString()).isEqualTo("read_only");
    assertThat(seen.path("participants").size()).isEqualTo(2);
    JsonNode after = api.as("de-b").get("/conversations/" + group).json();
    assertThat(after.path("participant_count").asInt()).isEqualTo(2);
    assertThat(after.path("me").path("role").asString()).isEqualTo("admin");
    assertThat(
            api.as("de-c").get("/conversations/" + member).json().path("participant_count").asInt())
        .isEqualTo(1);
    assertThat(events(direct)).containsExactly("user_deleted", "user_deleted");
    assertThat(SystemMessages.all(direct))
        .extracting(m -> m.path("message_id").asString())
        .containsOnly(SystemMessages.all(direct).getFirst().path("message_id").asString());
    assertThat(events(group)).containsExactly("admin_inherited", "user_deleted");
    assertThat(
            jdbc.sql("SELECT count(*) FROM left_conversation WHERE user_id = 'de-a'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void nobodyIsCalledBackByATokenThatStillRuns() {
    api.with(Tokens.user("dt-a").name("Dee").encode()).directWith("dt-b");
    delete("dt-a");
    api.with(Tokens.user("dt-a").name("Dee").encode()).get("/conversations");
    api.as("dt-a").put("/users/me/profile", "{\"name\":\"Dee again\"}");
    EventLog.publish(new UserUpdated("dt-a", "Dee once more", null));
    awaitProfiles();

    assertThat(name("dt-a")).isEmpty();
  }

  @Test
  void whoIsGoneIsTakenInNowhere() {
    delete("dg-x");
    String group = api.as("dg-a").groupWith("dg-b");
    String existing = "{\"type\":\"%s\",\"participant_ids\":[\"dg-x\"]}";
    long later = Clock.systemUTC().instant().plusSeconds(60).getEpochSecond();
    for (Api.Answer refused :
        new Api.Answer[] {
          api.as("dg-a").post("/conversations", existing.formatted("direct")),
          api.as("dg-a").post("/conversations", existing.formatted("group")),
          api.with(Tokens.user("dg-x").claim("iat", later).encode())
              .post("/conversations", "{\"type\":\"group\",\"participant_ids\":[\"dg-a\"]}"),
          api.as("dg-a")
              .post(
                  "/conversations/" + group + "/participants",
                  "{\"participant_ids\":[\"dg-c\",\"dg-x\"]}")
        }) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().path("errors").get(0).path("code").asString()).isEqualTo("deleted");
    }
    assertThat(
            api.as("dg-a").get("/conversations/" + group).json().path("participant_count").asInt())
        .isEqualTo(2);
  }

  @Test
  void theBlocksOfAnAccountThatIsGoneAreGoneAndABookingDoesNotOpenItAgain() {
    String id = api.as("db-a").directWith("db-b");
    api.as("db-a").put("/blocks/db-b", null);
    api.as("db-b").put("/blocks/db-a", null);
    delete("db-a");
    EventLog.publish(
        Topics.BOOKING_STATUS_CHANGED,
        "db-1",
        "{\"booking_id\":\"db-1\",\"participant_ids\":[\"db-a\",\"db-b\"],\"status\":\"confirmed\"}");
    ConsumerLag.awaitNone("conversation-service.bookings", Topics.BOOKING_STATUS_CHANGED);

    assertThat(api.as("db-b").get("/blocks").json().path("items").size()).isZero();
    JsonNode access =
        api.internal().post("/access", "{\"ids\":[\"" + id + "\"]}").json().path("items").get(0);
    assertThat(access.path("blocked").asBoolean()).isFalse();
    assertThat(access.path("state").asString()).isEqualTo("read_only");
    assertThat(access.path("has_context").asBoolean()).isTrue();
  }

  @Test
  void malformedOnesGoToTheDeadLettersAndTheNextOneWorks() {
    for (String malformed :
        List.of(
            "nonsense",
            "{}",
            "{\"user_id\":\"\"}",
            "{\"user_id\":\"system\"}",
            "{\"user_id\":7}")) {
      EventLog.publish(Topics.USER_UPDATED, "am-a", malformed);
      EventLog.publish(Topics.USER_DELETED, "am-a", malformed);
    }
    EventLog.publish(Topics.USER_UPDATED, "am-a", "{\"user_id\":\"am-a\",\"name\":\"\"}");
    EventLog.publish(Topics.USER_UPDATED, "am-a", "{\"user_id\":\"am-a\",\"avatar_url\":\"x\"}");
    EventLog.publish(new UserUpdated("am-a", "Good", null));
    await().untilAsserted(() -> assertThat(name("am-a")).isEqualTo("Good"));
    EventLog.publish(new UserDeleted("am-a"));
    await().untilAsserted(() -> assertThat(name("am-a")).isEmpty());

    assertThat(EventLog.records(Topics.deadLetters(Topics.USER_UPDATED), "am-a")).hasSize(7);
    assertThat(EventLog.records(Topics.deadLetters(Topics.USER_DELETED), "am-a")).hasSize(5);
  }

  private static List<String> events(String id) {
    await().untilAsserted(() -> assertThat(SystemMessages.all(id)).hasSize(2));
    return SystemMessages.all(id).stream()
        .map(m -> m.path("metadata").path("event").asString())
        .toList();
  }

  private String name(String user) {
    return api.as("someone").get("/users/" + user + "/profile").json().path("name").asString("");
  }

  private static void awaitProfiles() {
    ConsumerLag.awaitNone("conversation-service.profiles", Topics.USER_UPDATED);
  }

  private static void delete(String user) {
    EventLog.publish(new UserDeleted(user));
    ConsumerLag.awaitNone("conversation-service.deletions", Topics.USER_DELETED);
  }
}
