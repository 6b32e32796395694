package dev.parley.conversation.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import dev.parley.conversation.activity.ConsumerLag;
import dev.parley.conversation.membership.SystemMessages;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ConversationServiceTest
class BookingIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void tellsThePairInTheirOneConversation() {
    String id = api.as("bk-a").directWith("bk-b");
    status("bk-1", "bk-b", "bk-a", "confirmed");
    status("bk-2", "bk-a", "bk-b", "pending");

    assertThat(SystemMessages.of(id, 2))
        .extracting(m -> m.path("text").asString())
        .containsExactlyInAnyOrder(
            "The booking is confirmed.", "The booking's status is now: pending");
    assertThat(SystemMessages.all(id))
        .allSatisfy(m -> {
          assertThat(m.path("silent").asBoolean()).isFalse();
          assertThat(m.path("metadata").path("event").asString())
              .isEqualTo("booking_status_changed");
        });
    for (String booking : new String[] {"bk-1", "bk-2"}) {
      assertThat(
              api.as("bk-a")
                  .get("/conversations?context_type=booking&context_id=" + booking)
                  .json()
                  .path("items")
                  .get(0)
                  .path("id")
                  .asString())
          .isEqualTo(id);
    }
  }

  @Test
  void opensTheConversationWhereThereIsNone() {
    status("bo-1", "bo-a", "bo-b", "confirmed");
    await()
        .untilAsserted(() ->
            assertThat(
                    api.as("bo-b")
                        .get("/conversations")
                        .json()
                        .path("items")
                        .path(0)
                        .path("context")
                        .path("id")
                        .asString(""))
                .isEqualTo("bo-1"));
  }

  @Test
  void theStatusClosesTheConversationAndOpensItAgain() {
    String id = api.as("bs-a").directWith("bs-b");
    status("bs-1", "bs-a", "bs-b", "cancelled");
    awaitState("bs-a", id, "read_only");
    status("bs-1", "bs-a", "bs-b", "under_review");
    status("bs-1", "bs-a", "bs-b", "confirmed");
    awaitState("bs-b", id, "open");
    status("bs-1", "bs-a", "bs-b", "cancelled");
    awaitState("bs-b", id, "read_only");

    assertThat(SystemMessages.of(id, 4)).hasSize(4);
    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.CONVERSATION_UPDATED, id))
                .extracting(e -> e.path("change").asString())
                .containsExactly(
                    "context_changed", "state_changed", "state_changed", "state_changed"));
  }

  @Test
  void anEventThatComesAgainChangesNothing() {
    String id = api.as("br-a").directWith("br-b");
    String first = UUID.randomUUID().toString();
    String second = UUID.randomUUID().toString();
    publish("br-1", body("br-1", "br-a", "br-b", "cancelled"), first);
    publish("br-1", body("br-1", "br-a", "br-b", "confirmed"), second);
    publish("br-1", body("br-1", "br-a", "br-b", "cancelled"), first);
    publish("br-1", body("br-1", "br-a", "br-b", "confirmed"), second);
    ConsumerLag.awaitNone("conversation-service.bookings", Topics.BOOKING_STATUS_CHANGED);

    JsonNode seen = api.as("br-a").get("/conversations/" + id).json();
    assertThat(seen.path("state").asString()).isEqualTo("open");
    assertThat(seen.path("version").asLong()).isEqualTo(4);
    assertThat(SystemMessages.of(id, 2)).hasSize(2);
  }

  @Test
  void opensNothingAcrossABlockAndTellsThoseWhoHaveAConversation() {
    api.as("bb-a").put("/blocks/bb-b", null);
    status("bb-1", "bb-a", "bb-b", "confirmed");
    String id = api.as("bb-a").directWith("bb-c");
    api.as("bb-c").put("/blocks/bb-a", null);
    status("bb-2", "bb-a", "bb-c", "cancelled");
    awaitState("bb-a", id, "read_only");
    ConsumerLag.awaitNone("conversation-service.bookings", Topics.BOOKING_STATUS_CHANGED);

    assertThat(api.as("bb-b").get("/conversations").json().path("items").size()).isZero();
    assertThat(SystemMessages.of(id, 1)).hasSize(1);
  }

  @Test
  void malformedOnesGoToTheDeadLettersAndTheNextOneWorks() {
    List<String> malformed =
        List.of(
            "nonsense",
            "{}",
            "{\"booking_id\":\"x\",\"participant_ids\":[\"bad-a\",\"bad-b\"]}",
            "{\"booking_id\":\"x\",\"status\":\"confirmed\"}",
            "{\"booking_id\":\"x\",\"status\":\" \",\"participant_ids\":[\"bad-a\",\"bad-b\"]}",
            "{\"booking_id\":\"\",\"status\":\"ok\",\"participant_ids\":[\"bad-a\",\"bad-b\"]}",
            "{\"booking_id\":\"x\",\"status\":\"ok\",\"participant_ids\":[\"bad-a\",\"bad-a\"]}",
            "{\"booking_id\":\"x\",\"status\":\"ok\",\"participant_ids\":[\"bad-a\",\"b\",\"c\"]}",
            "{\"booking_id\":\"x\",\"status\":\"ok\",\"text\":\"\",\"participant_ids\":[\"bad-a\",\"b\"]}");
    malformed.forEach(body -> EventLog.publish(Topics.BOOKING_STATUS_CHANGED, "bm-1", body));
    String id = api.as("bm-a").directWith("bm-b");
    status("bm-1", "bm-a", "bm-b", "confirmed");

    assertThat(SystemMessages.of(id, 1)).hasSize(1);
    assertThat(EventLog.records(Topics.deadLetters(Topics.BOOKING_STATUS_CHANGED), "bm-1"))
        .hasSameSizeAs(malformed);
    assertThat(api.as("bad-a").get("/conversations").json().path("items").size()).isZero();
  }

  private void awaitState(String user, String id, String state) {
    await()
        .untilAsserted(() ->
            assertThat(api.as(user).get("/conversations/" + id).json().path("state").asString())
                .isEqualTo(state));
  }

  private static void status(String booking, String one, String other, String status) {
    publish(booking, body(booking, one, other, status), UUID.randomUUID().toString());
  }

  private static String body(String booking, String one, String other, String status) {
    return """
    {"booking_id":"%s","participant_ids":["%s","%s"],"status":"%s"}
    """
        .formatted(booking, one, other, status);
  }

  private static void publish(String key, String body, String eventId) {
    EventLog.publish(Topics.BOOKING_STATUS_CHANGED, key, body, eventId);
  }
}
