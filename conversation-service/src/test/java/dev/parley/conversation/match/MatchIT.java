package dev.parley.conversation.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.common.id.Uuids;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import dev.parley.conversation.activity.ConsumerLag;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ConversationServiceTest
class MatchIT {

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void opensThePairsConversationWithASystemMessage() {
    publish("m-pair", "{\"match_id\":\"m-pair\",\"participant_ids\":[\"mp-a\",\"mp-b\"]}");

    JsonNode opened = awaitInbox("mp-a").get(0);
    assertThat(opened.path("type").asString()).isEqualTo("direct");
    assertThat(opened.path("context").path("type").asString()).isEqualTo("match");
    assertThat(opened.path("context").path("id").asString()).isEqualTo("m-pair");
    String id = opened.path("id").asString();
    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.CONVERSATION_MESSAGE_REQUESTED, id))
                .singleElement()
                .satisfies(request -> {
                  assertThat(request.path("message_id").asString())
                      .isEqualTo(Uuids.named("match:m-pair").toString());
                  assertThat(request.path("text").asString()).isNotBlank();
                }));
    assertThat(EventLog.bodies(Topics.CONVERSATION_CREATED, id)).hasSize(1);
  }

  @Test
  void opensAGroupForThree() {
    publish(
        "m-three",
        """
        {"match_id":"m-three","participant_ids":["mt-a","mt-b","mt-c"],"context_type":"job",
         "metadata":{"city":"Kraków"}}
        """);

    JsonNode opened = awaitInbox("mt-c").get(0);
    assertThat(opened.path("type").asString()).isEqualTo("group");
    assertThat(opened.path("participant_count").asInt()).isEqualTo(3);
    assertThat(opened.path("context").path("type").asString()).isEqualTo("job");
    assertThat(opened.path("metadata").path("city").asString()).isEqualTo("Kraków");
  }

  @Test
  void aMatchThatComesTwiceChangesNothing() {
    String group = "{\"match_id\":\"m-dup\",\"participant_ids\":[\"md-a\",\"md-b\",\"md-c\"]}";
    publish("m-dup", group);
    JsonNode first = awaitInbox("md-a").get(0);
    publish("m-dup", group);
    publish("m-dup", group);
    ConsumerLag.awaitNone("conversation-service.matches", Topics.MATCH_CREATED);

    assertThat(inbox("md-a").size()).isEqualTo(1);
    assertThat(inbox("md-a").get(0)).isEqualTo(first);
    String id = first.path("id").asString();
    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.CONVERSATION_MESSAGE_REQUESTED, id)).hasSize(1));
    assertThat(jdbc.sql("SELECT count(*) FROM outbox").query(Long.class).single()).isZero();
    assertThat(EventLog.bodies(Topics.CONVERSATION_MESSAGE_REQUESTED, id)).hasSize(1);
  }

  @Test
  void severalMatchesOfAPairShareItsConversation() {
    String id = api.as("ms-a").directWith("ms-b");
    publish("m-1", "{\"match_id\":\"m-1\",\"participant_ids\":[\"ms-a\",\"ms-b\"]}");
    publish("m-2", "{\"match_id\":\"m-2\",\"participant_ids\":[\"ms-b\",\"ms-a\"]}");
    ConsumerLag.awaitNone("conversation-service.matches", Topics.MATCH_CREATED);

    assertThat(inbox("ms-a").size()).isEqualTo(1);
    assertThat(inbox("ms-a").get(0).path("id").asString()).isEqualTo(id);
    await()
        .untilAsserted(() ->
            assertThat(EventLog.bodies(Topics.CONVERSATION_MESSAGE_REQUESTED, id)).hasSize(2));
    for (String match : List.of("m-1", "m-2")) {
      JsonNode found =
          api.as("ms-a").get("/conversations?context_type=match&context_id=" + match).json();
      assertThat(found.path("items").get(0).path("id").asString()).isEqualTo(id);
    }
  }

  @Test
  void opensNothingForTwoWhoHaveBlockedEachOther() {
    api.as("mb-a").put("/blocks/mb-b", null);
    publish("m-blocked", "{\"match_id\":\"m-blocked\",\"participant_ids\":[\"mb-a\",\"mb-b\"]}");
    ConsumerLag.awaitNone("conversation-service.matches", Topics.MATCH_CREATED);

    assertThat(inbox("mb-b").size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "null",
        "[]",
        "{}",
        "{\"match_id\":\"%s\"}",
        "{\"match_id\":\"%s\",\"participant_ids\":\"a\"}",
        "{\"match_id\":\"%s\",\"participant_ids\":[\"bad-a\"]}",
        "{\"match_id\":\"%s\",\"participant_ids\":[\"bad-a\",\"bad-a\"]}",
        "{\"match_id\":\"%s\",\"participant_ids\":[\"bad-a\",\"\"]}",
        "{\"match_id\":\"%s\",\"participant_ids\":[\"bad-a\",null]}",
        "{\"match_id\":\"%s\",\"participant_ids\":[\"bad-a\",7]}",
        "{\"match_id\":\"%s\",\"participant_ids\":[\"bad-a\",\"nul\\u0000\"]}",
        "{\"match_id\":\"\",\"participant_ids\":[\"bad-a\",\"bad-b\"]}",
        "{\"participant_ids\":[\"bad-a\",\"bad-b\"]}",
        "{\"match_id\":\"%s\",\"participant_ids\":[\"bad-a\",\"bad-b\"],\"metadata\":[1]}",
        "{\"match_id\":\"%s\",\"participant_ids\":[\"bad-a\",\"bad-b\"],\"context_type\":\"\"}",
      })
  void aMalformedMatchGoesToTheDeadLettersAndTheNextOneWorks(String body) {
    String key = "m-bad-" + Integer.toHexString(body.hashCode());
    EventLog.publish(Topics.MATCH_CREATED, key, body.formatted(key));
    publish(
        key,
        "{\"match_id\":\"%1$s-good\",\"participant_ids\":[\"%1$s-a\",\"%1$s-b\"]}".formatted(key));

    assertThat(awaitInbox(key + "-a").size()).isEqualTo(1);
    assertThat(EventLog.records(Topics.deadLetters(Topics.MATCH_CREATED), key)).hasSize(1);
    assertThat(inbox("bad-a").size()).isZero();
  }

  private static void publish(String key, String body) {
    EventLog.publish(Topics.MATCH_CREATED, key, body);
  }

  private JsonNode inbox(String user) {
    return api.as(user).get("/conversations").json().path("items");
  }

  private JsonNode awaitInbox(String user) {
    await().untilAsserted(() -> assertThat(inbox(user).size()).isEqualTo(1));
    return inbox(user);
  }
}
