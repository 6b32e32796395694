package dev.parley.message.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.MessageRequested;
import dev.parley.common.event.Topics;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.json.Json;
import dev.parley.common.kafka.KafkaDefaultsProperties;
import dev.parley.message.change.Actor;
import dev.parley.message.change.Change;
import dev.parley.message.change.ChangeRequest;
import dev.parley.message.change.ChangeResult;
import dev.parley.message.change.MessageChanger;
import dev.parley.message.history.Slot;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MessageServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class SystemMessageIT extends MessageServiceTest {

  private static final String TOPIC = Topics.CONVERSATION_MESSAGE_REQUESTED;

  @Autowired KafkaDefaultsProperties kafka;
  @Autowired MessageChanger changer;

  @AfterEach
  void mendTheDatabase() {
    jdbc.execute("DROP FUNCTION IF EXISTS away() CASCADE");
    jdbc.execute("DROP SEQUENCE IF EXISTS attempt");
  }

  @Test
  void aRequestIsStoredOncePerId() {
    UUID conversation = conversationService.group("anna", "ben");
    MessageRequested request = request(conversation, "You have matched", true);
    write(request);
    write(request);
    write(request(conversation, "Booked", false));

    Awaitility.await().until(() -> seqsOf(conversation).size() == 2);
    JsonNode items = client.get("anna", Client.messagesOf(conversation)).json().path("items");
    assertThat(items.get(0).path("id").asString()).isEqualTo(request.messageId().toString());
    assertThat(items.get(0).path("type").asString()).isEqualTo("system");
    assertThat(items.get(0).path("sender_id").asString()).isEqualTo("system");
    assertThat(items.get(0).path("content").asString()).isEqualTo("You have matched");
    assertThat(items.get(0).path("silent").asBoolean()).isTrue();
    assertThat(items.get(1).path("silent").isMissingNode()).isTrue();
    assertThat(seqsOf(conversation)).containsExactly(1L, 2L);
  }

  @Test
  void whatCannotBeReadGoesToTheDeadLettersAndTheNextOneWorks() {
    UUID conversation = conversationService.group("anna", "ben");
    List<String> malformed =
        List.of(
            "not json",
            "null",
            "[]",
            "{}",
            "{\"message_id\":\"x\",\"conversation_id\":\"%s\",\"text\":\"t\",\"silent\":false}"
                .formatted(conversation),
            "{\"message_id\":\"%s\",\"conversation_id\":\"%s\",\"silent\":false}"
                .formatted(UUID.randomUUID(), conversation),
            "{\"message_id\":\"%s\",\"conversation_id\":\"%s\",\"text\":\"%s\",\"silent\":false}"
                .formatted(UUID.randomUUID(), conversation, "x".repeat(16_001)),
            "{\"message_id\":\"%s\",\"conversation_id\":\"%s\",\"text\":\"a\\u0000\",\"silent\":false}"
                .formatted(UUID.randomUUID(), conversation));
    malformed.forEach(text -> KafkaLog.write(TOPIC, conversation.toString(), text.getBytes(UTF_8)));
    KafkaLog.write(TOPIC, conversation.toString(), null);
    write(request(conversation, "after all of them", false));

    Awaitility.await().until(() -> seqsOf(conversation).size() == 1);
    try (var deadLetters = new KafkaLog(Topics.deadLetters(TOPIC))) {
      List<ConsumerRecord<String, byte[]>> dead =
          deadLetters.of(conversation, malformed.size() + 1);
      assertThat(deadLetters.quietly(conversation)).hasSize(malformed.size() + 1);
      assertThat(dead)
          .allSatisfy(record ->
              assertThat(KafkaLog.header(record, "kafka_dlt-exception-message")).isNotBlank());
      assertThat(new String(dead.getFirst().value(), UTF_8)).isEqualTo("not json");
    }
  }

  /// It tells what they have done.
  @Test
  void noParticipantChangesIt() {
    UUID conversation = conversationService.group("anna", "ben");
    MessageRequested request = request(conversation, "anna has removed carl", false);
    write(request);
    Awaitility.await().until(() -> seqsOf(conversation).size() == 1);
    UUID id = request.messageId().value();
    String message = Client.messageOf(conversation, id);

    for (String user : List.of("anna", "ben")) {
      assertProblem(client.delete(user, message), 403, "forbidden");
      assertProblem(client.patch(user, message, Map.of("content", "nothing")), 403, "forbidden");
      assertThat(
              client.edits(
                  List.of(
                      Client.edit(user, "delete", conversation, id, Map.of()),
                      Client.edit(user, "edit", conversation, id, Map.of("content", "nothing")))))
          .extracting(result -> result.path("error").path("code").asString())
          .containsExactly("forbidden", "forbidden");
    }
    JsonNode kept = client.get("ben", message).json();
    assertThat(kept.path("content").asString()).isEqualTo("anna has removed carl");
    assertThat(kept.has("deleted_at")).isFalse();
    assertThat(revsOf(conversation)).containsExactly(1L);
    assertThat(client.put("ben", Client.reactionTo(conversation, id, "👍")).status())
        .isEqualTo(200);

    assertThat(
            changer.changeBySuite(
                List.of(
                    new ChangeRequest(
                        new Slot(new ConversationId(conversation), request.messageId()),
                        Actor.SUITE,
                        new Change.Delete(),
                        null))))
        .hasOnlyElementsOfType(ChangeResult.Changed.class);
    assertThat(client.get("ben", message).json().has("deleted_at")).isTrue();
  }

  @Test
  void aRequestWaitsForADatabaseThatIsAwayAndIsNotGivenUp() throws Exception {
    UUID conversation = conversationService.group("anna", "ben");
    jdbc.execute("CREATE SEQUENCE attempt");
    jdbc.execute(
        """
        CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM nextval('attempt'); -- what a rollback leaves
          RAISE EXCEPTION 'injected' USING ERRCODE = '57P03';
        END $$
        """);
    jdbc.execute(
        "CREATE TRIGGER away BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION away()");
    write(request(conversation, "patience", false));
    // More often than a record is tried that is itself at fault.
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> attempts() > kafka.retries() + 1);
    assertThat(seqsOf(conversation)).isEmpty();

    mendTheDatabase();

    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> seqsOf(conversation).size() == 1);
  }

  private long attempts() {
    Long last = jdbc.queryForObject("SELECT last_value FROM attempt", Long.class);
    return last == null ? 0 : last;
  }

  private static MessageRequested request(UUID conversation, String text, boolean silent) {
    return new MessageRequested(
        new MessageId(UUID.randomUUID()), new ConversationId(conversation), text, null, silent);
  }

  private static void write(MessageRequested request) {
    KafkaLog.write(TOPIC, request.partitionKey(), Json.mapper().writeValueAsBytes(request));
  }
}
