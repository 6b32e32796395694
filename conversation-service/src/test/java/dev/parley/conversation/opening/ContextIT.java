package dev.parley.conversation.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.common.testing.Tokens;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What a conversation is about counts where the platform says it: who may write for nothing, and
/// what both sides are shown.
@ConversationServiceTest
class ContextIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void aUsersWordIsShownAndCountsForNothing() {
    String id = open(api.as("cu-a"), "cu-b", "anything");
    assertThat(shown("cu-b", id)).isEqualTo("anything");
    assertThat(counts(id)).isFalse();
    await()
        .untilAsserted(
            () -> assertThat(EventLog.bodies(Topics.CONVERSATION_CREATED, id)).hasSize(1));
    assertThat(
            EventLog.bodies(Topics.CONVERSATION_CREATED, id)
                .getFirst()
                .path("context_by_platform")
                .asBoolean(true))
        .isFalse();
  }

  @Test
  void thePlatformsTokenCounts() {
    String id = open(api.with(Tokens.of("cs-service", "service")), "cs-b", "job-1");
    assertThat(counts(id)).isTrue();
  }

  @Test
  void aMatchThatAUserHasNamedBeforeCountsWhenItComes() {
    String id = open(api.as("cm-a"), "cm-b", "cm-match");
    assertThat(counts(id)).isFalse();
    EventLog.publish(
        Topics.MATCH_CREATED,
        "cm-match",
        "{\"match_id\":\"cm-match\",\"participant_ids\":[\"cm-a\",\"cm-b\"]}");

    await().until(() -> counts(id));
    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.CONVERSATION_UPDATED, id))
                .singleElement()
                .satisfies(e -> assertThat(e.path("context_by_platform").asBoolean()).isTrue()));
  }

  @Test
  void aUserReplacesNoBookingAndFindsItByTheirOwnWord() {
    String id = api.as("cb-a").directWith("cb-b");
    EventLog.publish(
        Topics.BOOKING_STATUS_CHANGED,
        "cb-1",
        "{\"booking_id\":\"cb-1\",\"participant_ids\":[\"cb-a\",\"cb-b\"],\"status\":\"confirmed\"}");
    await().until(() -> counts(id));

    assertThat(open(api.as("cb-a"), "cb-b", "free-for-all")).isEqualTo(id);
    assertThat(shown("cb-b", id)).isEqualTo("cb-1");
    assertThat(counts(id)).isTrue();
    JsonNode found = api.as("cb-a").get("/conversations?context_id=free-for-all").json();
    assertThat(found.path("items").size()).isEqualTo(1);
  }

  private static String open(Api.User user, String other, String match) {
    return user.post(
            "/conversations",
            """
            {"type":"direct","participant_ids":["%s"],"context":{"type":"match","id":"%s"}}
            """
                .formatted(other, match))
        .json()
        .path("id")
        .asString();
  }

  private String shown(String user, String id) {
    return api.as(user).get("/conversations/" + id).json().at("/context/id").asString();
  }

  private boolean counts(String id) {
    return api.internal()
        .post("/access", "{\"ids\":[\"" + id + "\"]}")
        .json()
        .at("/items/0/has_context")
        .asBoolean();
  }
}
