package dev.parley.message.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.event.MessageRequested;
import dev.parley.common.event.Topics;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.json.Json;
import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MessageServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class ConversationErasureIT extends MessageServiceTest {

  private static final int MANY = 720;
  private static final List<String> TABLES =
      List.of(
          "message",
          "message_media",
          "message_edit",
          "reaction",
          "search_document",
          "sender_conversation",
          "unfinished_media",
          "quotes_left");

  @Autowired private TransactionTemplate transaction;
  @Autowired private ApplicationContext context;
  private UUID conversation;

  @BeforeEach
  void begin() throws InterruptedException {
    context.getBean(BroadcastConsumer.class).awaitReading();
    conversation = conversationService.group("anna", "ben");
  }

  @AfterEach
  void dropTriggers() {
    jdbc.execute("DROP FUNCTION IF EXISTS refuse_erasure() CASCADE");
  }

  @Test
  void leavesNothingOfIt() {
    UUID other = conversationService.group("anna", "ben");
    UUID kept = UUID.randomUUID();
    client.sendText("anna", other, kept, "kept");
    UUID media = mediaService.media("anna", "ready");
    UUID first = UUID.randomUUID();
    client.sendText("anna", conversation, first, "to be edited");
    client.patch("anna", Client.messageOf(conversation, first), Map.of("content", "edited"));
    client.put("ben", Client.reactionTo(conversation, first, "👍"));
    client.put("ben", Client.messageOf(conversation, first) + "/pin");
    client.send(
        "anna",
        conversation,
        Map.of("type", "image", "attachments", List.of(Map.of("media_id", media))));
    UUID deleted = UUID.randomUUID();
    client.sendText("ben", conversation, deleted, "deleted before");
    client.delete("ben", Client.messageOf(conversation, deleted));
    awaitCount("search_document", 3);
    leaveWorkUndone(deleted);
    TABLES.forEach(table -> assertThat(count(table)).as(table).isPositive());

    publishEnd(List.of("anna", "ben"));
    publishEnd(List.of());

    assertThat(erased().path("messages").asLong()).isEqualTo(2);
    TABLES.forEach(table -> assertThat(count(table)).as(table).isZero());
    assertThat(client.get("anna", Client.messageOf(other, kept)).status()).isEqualTo(200);
    assertThat(erasedEvents()).hasSize(1);
  }

  @Test
  void goesOnWhereItWasInterrupted() {
    write(conversation, MANY);
    refuseErasure("OLD.seq = 600", "57P03");

    publishEnd(List.of("anna", "ben"));
    awaitCount("message", MANY - 500);
    assertThat(erasedEvents()).isEmpty();
    dropTriggers();

    assertThat(erased().path("messages").asLong()).isEqualTo(MANY);
    assertThat(count("message")).isZero();
    assertThat(erasedEvents()).hasSize(1);
  }

  /// All others waited for it.
  @Test
  void oneThatFailsLetsTheOthersGoFirst() {
    UUID failing = conversation;
    write(failing, 1);
    refuseErasure("OLD.conversation_id = '" + failing + "'", "22000");
    publishEnd(List.of());
    Awaitility.await()
        .until(() ->
            jdbc.queryForList(
                        "SELECT 1 FROM conversation_erasure WHERE conversation_id = ?", failing)
                    .size()
                == 1);

    conversation = conversationService.group("anna", "ben");
    write(conversation, 1);
    publishEnd(List.of());

    assertThat(erased().path("messages").asLong()).isEqualTo(1);
    conversation = failing;
    assertThat(count("message")).isEqualTo(1);
    dropTriggers();
    assertThat(erased().path("messages").asLong()).isEqualTo(1);
  }

  @Test
  void anEndOfNothingGoesToTheDeadLettersAndTheNextLands() {
    write(conversation, 1);
    String key = "no-end-" + conversation;
    for (String body : List.of("x", "{\"change\":\"deleted\"}")) {
      KafkaLog.write(Topics.CONVERSATION_UPDATED, key, body.getBytes(StandardCharsets.UTF_8));
    }
    publishEnd(List.of());
    erased();
    try (var log = new KafkaLog(Topics.deadLetters(Topics.CONVERSATION_UPDATED))) {
      assertThat(log.ofKey(key, 2)).hasSize(2);
    }
  }

  /// While this node has not heard that anybody is gone, and all that conversation-service asked
  /// for before the end comes after it.
  @Test
  void nothingIsAddedOrChangedFromTheRequestOn() {
    UUID first = UUID.randomUUID();
    client.sendText("anna", conversation, first, "before");
    transaction.executeWithoutResult(_ -> {
      publishEnd(List.of());
      Awaitility.await()
          .until(() ->
              jdbc.queryForList(
                          "SELECT 1 FROM conversation_head WHERE conversation_id = ? AND ended",
                          conversation)
                      .size()
                  == 1);
    });

    for (Answer answer :
        List.of(
            client.sendText("anna", conversation, UUID.randomUUID(), "after"),
            client.sendText("ben", conversation, UUID.randomUUID(), "a first one"),
            client.sendText("anna", conversation, first, "before"),
            client.patch("anna", Client.messageOf(conversation, first), Map.of("content", "x")),
            client.put("ben", Client.reactionTo(conversation, first, "👍")))) {
      assertRefused(answer, 404, "not_found");
    }
    UUID alive = conversationService.group("anna", "ben");
    request(conversation);
    request(alive);
    Awaitility.await().until(() -> seqsOf(alive).size() == 1);
    erased();
    assertThat(seqsOf(conversation)).isEmpty();
    assertThat(count("sender_conversation")).as("of those who were refused").isZero();
    try (var log = new KafkaLog(Topics.deadLetters(Topics.CONVERSATION_MESSAGE_REQUESTED))) {
      assertThat(log.quietly(conversation)).isEmpty();
    }
  }

  @Test
  void nobodyIsShownItFromMemory() {
    UUID id = UUID.randomUUID();
    client.sendText("anna", conversation, id, "secret");
    conversationService.change(conversation, c -> c.with("carl").without("carl", 0, 1));
    for (String user : List.of("anna", "ben", "carl")) {
      assertThat(client.get(user, Client.messagesOf(conversation)).status()).isEqualTo(200);
    }

    conversationService.delete(conversation);
    transaction.executeWithoutResult(_ -> {
      // Nothing of it is erased meanwhile.
      jdbc.queryForList("SELECT 1 FROM message WHERE conversation_id = ? FOR UPDATE", conversation);
      publishEnd(List.of("anna", "ben", "carl"));
      for (String user : List.of("anna", "ben", "carl")) {
        Awaitility.await()
            .untilAsserted(() ->
                assertRefused(client.get(user, Client.messagesOf(conversation)), 404, "not_found"));
        assertRefused(client.get(user, Client.messageOf(conversation, id)), 404, "not_found");
        assertRefused(
            client.sendText(user, conversation, UUID.randomUUID(), "x"), 404, "not_found");
      }
      assertThat(count("message")).isEqualTo(1);
    });
    erased();
  }

  @Test
  void whatTheIndexWasAboutToTakeInIsFoundByASecondLook() {
    write(conversation, 3);
    publishEnd(List.of());
    erased();
    jdbc.update(
        """
        INSERT INTO search_document VALUES (?, 1, 1, 'anna', 'text', now(), 'secret'::tsvector)
        """,
        conversation);
    jdbc.update(
        "UPDATE conversation_erasure SET again_at = now() WHERE conversation_id = ?", conversation);
    awaitCount("search_document", 0);
    Awaitility.await()
        .until(() ->
            jdbc.queryForList(
                    """
                    SELECT 1 FROM conversation_erasure
                     WHERE conversation_id = ? AND again_at IS NOT NULL
                    """,
                    conversation)
                .isEmpty());
    assertThat(erasedEvents()).hasSize(1);
  }

  /// What is looked after later than the rest of it is erased.
  private void leaveWorkUndone(UUID message) {
    jdbc.update(
        "INSERT INTO unfinished_media VALUES (?, ?, ?, 'anna', now() + interval '1 day')",
        conversation,
        message,
        UUID.randomUUID());
    // Nobody quotes it there: whoever looks after it finds no such message.
    jdbc.update("INSERT INTO quotes_left VALUES (?, ?)", conversation, UUID.randomUUID());
  }

  private void refuseErasure(String condition, String code) {
    jdbc.execute(
        """
        CREATE FUNCTION refuse_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF %s THEN
            RAISE EXCEPTION 'injected' USING ERRCODE = '%s';
          END IF;
          RETURN OLD;
        END $$
        """
            .formatted(condition, code));
    jdbc.execute(
        """
        CREATE TRIGGER injected BEFORE DELETE ON message
          FOR EACH ROW EXECUTE FUNCTION refuse_erasure()
        """);
  }

  private void write(UUID where, int messages) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      items.add(Client.item("ben", Client.text(where, UUID.randomUUID(), "secret " + i)));
    }
    client.sends(items);
  }

  private void awaitCount(String table, long rows) {
    Awaitility.await(table).until(() -> count(table) == rows);
  }

  private long count(String table) {
    @Nullable Long count =
        jdbc.queryForObject(
            "SELECT count(*) FROM " + table + " WHERE conversation_id = ?",
            Long.class,
            conversation);
    return count == null ? 0 : count;
  }

  private static void request(UUID where) {
    var request =
        new MessageRequested(
            new MessageId(UUID.randomUUID()), new ConversationId(where), "late", null, true);
    KafkaLog.write(
        Topics.CONVERSATION_MESSAGE_REQUESTED,
        // One after the other.
        "in order",
        Json.mapper().writeValueAsBytes(request));
  }

  private JsonNode erased() {
    try (var log = new KafkaLog(Topics.CONVERSATION_ERASED)) {
      return Json.mapper().readTree(log.of(conversation, 1).getFirst().value());
    }
  }

  private List<?> erasedEvents() {
    try (var log = new KafkaLog(Topics.CONVERSATION_ERASED)) {
      return log.quietly(conversation);
    }
  }

  private void publishEnd(List<String> removed) {
    Instant now = Instant.parse("2026-11-21T10:00:00Z");
    @Nullable String nothing = null;
    var body =
        new ConversationBody(
            new ConversationId(conversation),
            "group",
            nothing,
            nothing,
            null,
            null,
            "archived",
            "all",
            null,
            nothing,
            now,
            now,
            100,
            0,
            0,
            null,
            null,
            0,
            List.of(),
            true,
            List.of(),
            "deleted",
            List.of(),
            removed);
    KafkaLog.write(
        Topics.CONVERSATION_UPDATED, body.partitionKey(), Json.mapper().writeValueAsBytes(body));
  }
}
