package dev.parley.conversation.systemmessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.common.id.Uuids;
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
class RequestedMessageIT {

  @LocalServerPort int port;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void goesWhereItIsWantedOnceForItsKey() {
    String id = api.as("sm-a").groupWith("sm-b");
    String other = api.as("sm-a").groupWith("sm-b");
    request("sm-1", "\"conversation_id\":\"" + id + "\",\"metadata\":{\"invoice\":7}", "First");
    request("sm-1", "\"conversation_id\":\"" + id + "\"", "First");
    request("sm-1", "\"conversation_id\":\"" + other + "\"", "Second");
    awaitTaken();

    JsonNode message = SystemMessages.of(id, 1).getFirst();
    assertThat(message.path("message_id").asString())
        .isEqualTo(Uuids.named("system:sm-1").toString());
    assertThat(message.path("text").asString()).isEqualTo("First");
    assertThat(message.path("metadata").path("invoice").asInt()).isEqualTo(7);
    assertThat(message.path("silent").asBoolean()).isFalse();
    assertThat(SystemMessages.all(other)).isEmpty();
  }

  @Test
  void goesToThePairsConversationOpenedIfNeedBe() {
    String id = api.as("sq-a").directWith("sq-b");
    request("sq-1", "\"participant_ids\":[\"sq-b\",\"sq-a\"],\"silent\":true", "Known");
    request("sq-2", "\"participant_ids\":[\"sq-a\",\"sq-c\"]", "New");

    assertThat(SystemMessages.of(id, 1).getFirst().path("silent").asBoolean()).isTrue();
    await()
        .untilAsserted(() ->
            assertThat(api.as("sq-c").get("/conversations").json().path("items").size())
                .isEqualTo(1));
  }

  @Test
  void malformedOnesGoToTheDeadLettersAndTheNextOneWorks() {
    List<String> malformed =
        List.of(
            "nonsense",
            "{\"key\":\"sb-1\"}",
            "{\"key\":\"sb-1\",\"text\":\"x\"}",
            "{\"key\":\"sb-1\",\"text\":\" \",\"participant_ids\":[\"bad-a\",\"bad-b\"]}",
            "{\"text\":\"x\",\"participant_ids\":[\"bad-a\",\"bad-b\"]}",
            "{\"key\":\"sb-1\",\"text\":\"x\",\"participant_ids\":[\"bad-a\"]}",
            "{\"key\":\"sb-1\",\"text\":\"x\",\"participant_ids\":[\"bad-a\",\"bad-b\",\"bad-c\"]}",
            "{\"key\":\"sb-1\",\"text\":\"x\",\"conversation_id\":\"7\"}",
            "{\"key\":\"sb-1\",\"text\":\"x\",\"metadata\":[],\"participant_ids\":[\"bad-a\",\"bad-b\"]}");
    String id = api.as("sb-a").directWith("sb-b");
    malformed.forEach(body -> EventLog.publish(Topics.SYSTEM_MESSAGE_REQUESTED, "sb-1", body));
    request("sb-1", "\"conversation_id\":\"" + id + "\"", "Good");

    assertThat(SystemMessages.of(id, 1)).hasSize(1);
    assertThat(EventLog.records(Topics.deadLetters(Topics.SYSTEM_MESSAGE_REQUESTED), "sb-1"))
        .hasSameSizeAs(malformed);
    assertThat(api.as("bad-a").get("/conversations").json().path("items").size()).isZero();
  }

  @Test
  void oneForNoConversationGoesToTheDeadLettersAndItsKeyStaysFree() {
    String id = api.as("sn-a").directWith("sn-b");
    request("sn-1", "\"conversation_id\":\"" + UUID.randomUUID() + "\"", "Nowhere");
    request("sn-1", "\"conversation_id\":\"" + id + "\"", "Here");

    assertThat(SystemMessages.of(id, 1).getFirst().path("text").asString()).isEqualTo("Here");
    assertThat(EventLog.records(Topics.deadLetters(Topics.SYSTEM_MESSAGE_REQUESTED), "sn-1"))
        .hasSize(1);
  }

  private static void request(String key, String where, String text) {
    EventLog.publish(
        Topics.SYSTEM_MESSAGE_REQUESTED,
        key,
        "{\"key\":\"%s\",%s,\"text\":\"%s\"}".formatted(key, where, text));
  }

  private static void awaitTaken() {
    ConsumerLag.awaitNone("conversation-service.system-messages", Topics.SYSTEM_MESSAGE_REQUESTED);
  }
}
