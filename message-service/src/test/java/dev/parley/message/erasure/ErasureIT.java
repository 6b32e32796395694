package dev.parley.message.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.Topics;
import dev.parley.common.json.Json;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MessageServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class ErasureIT extends MessageServiceTest {

  private static final int MANY = 230;

  @Autowired private PlatformTransactionManager transactions;

  private TransactionTemplate transaction;
  private TransactionTemplate inAnotherTransaction;
  private String user;
  private UUID conversation;

  @BeforeEach
  void begin() {
    user = "erased-" + UUID.randomUUID();
    conversation = conversationService.group("anna", user);
    transaction = new TransactionTemplate(transactions);
    inAnotherTransaction = new TransactionTemplate(transactions);
    inAnotherTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @AfterEach
  void dropTriggers() {
    jdbc.execute("DROP FUNCTION IF EXISTS refuse_erasure() CASCADE");
  }

  @Test
  void leavesTombstonesOfAllTheyWroteAndNoReactionOfTheirs() {
    UUID other = conversationService.direct("ben", user);
    write(conversation, MANY);
    write(other, 3);
    UUID root = UUID.randomUUID();
    client.sendText(user, conversation, root, "root");
    client.send("anna", conversation, Map.of("content", "reply", "thread_root", root));
    client.send("anna", conversation, Map.of("content", "answer", "reply_to", root));
    UUID annas = UUID.randomUUID();
    client.sendText("anna", conversation, annas, "keep");
    for (String emoji : List.of("👍", "🎉")) {
      client.put(user, Client.reactionTo(conversation, annas, emoji));
    }
    client.put("anna", Client.reactionTo(conversation, annas, "👍"));
    client.post("anna", Client.messageOf(conversation, root) + "/report", Map.of("reason", "rude"));

    publish(user);
    publish(user);

    assertThat(erased(1).path("messages").asLong()).isEqualTo(MANY + 4);
    assertThat(left()).isZero();
    List<JsonNode> items = history();
    assertThat(items)
        .filteredOn(item -> item.path("sender_id").asString().equals(user))
        .hasSize(MANY + 1)
        .allSatisfy(item -> {
          assertThat(item.has("deleted_at")).isTrue();
          assertThat(item.has("content") || item.has("sender_name")).isFalse();
        });
    JsonNode kept = client.get("anna", Client.messageOf(conversation, annas)).json();
    assertThat(kept.path("content").asString()).isEqualTo("keep");
    assertThat(kept.path("reactions")).hasSize(1);
    assertThat(kept.path("reactions").get(0).path("count").asInt()).isEqualTo(1);
    assertThat(items.get(MANY).path("thread_reply_count").asInt()).isEqualTo(1);
    assertThat(items.get(MANY + 2).path("reply_to").has("preview")).isFalse();
    assertThat(
            jdbc.queryForObject(
                "SELECT count(*) FROM message_report WHERE sender_id = ? AND reported IS NOT NULL",
                Long.class,
                user))
        .isZero();
    assertThat(erasedEvents()).hasSize(1);
  }

  @Test
  void goesOnWhereItWasInterrupted() {
    write(conversation, MANY);
    jdbc.execute(
        """
        CREATE FUNCTION refuse_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.deleted_at IS NOT NULL AND NEW.seq > 100 THEN
            RAISE EXCEPTION 'injected' USING ERRCODE = '57P03';
          END IF;
          RETURN NEW;
        END $$
        """);
    jdbc.execute(
        """
        CREATE TRIGGER injected BEFORE UPDATE ON message
          FOR EACH ROW EXECUTE FUNCTION refuse_erasure()
        """);

    publish(user);
    Awaitility.await().until(() -> left() == MANY - 100);
    assertThat(erasedEvents()).isEmpty();
    dropTriggers();

    assertThat(erased(1).path("messages").asLong()).isEqualTo(MANY);
    assertThat(left()).isZero();
    try (var log = new KafkaLog(Topics.MESSAGE_UPDATED)) {
      assertThat(log.of(conversation, MANY))
          .extracting(record -> Long.valueOf(String.valueOf(KafkaLog.header(record, "ce_rev"))))
          .isEqualTo(LongStream.rangeClosed(MANY + 1, 2 * MANY).boxed().toList());
    }
  }

  @Test
  void aMessageThatWasOnItsWayMeanwhileIsFoundByASecondLook() {
    UUID elsewhere = conversationService.direct("ben", user);
    write(conversation, 2);
    publish(user);
    erased(1);

    // As a realtime node sends it that took it before the deletion.
    write(conversation, 1);
    write(elsewhere, 1);
    assertThat(left()).isEqualTo(2);
    lookAgainNow();
    Awaitility.await().until(() -> left() == 0);

    Awaitility.await().until(() -> !isLookedForAgain());
    write(conversation, 1);
    publish(user);
    Awaitility.await().until(this::isLookedForAgain);
    lookAgainNow();
    Awaitility.await().until(() -> left() == 0);
    assertThat(erasedEvents()).hasSize(1);
  }

  @Test
  void anErasureThatIsHeldUpHoldsUpNothingElse() {
    UUID answered = UUID.randomUUID();
    write(conversation, 1);
    client.sendText("anna", conversation, answered, "secret");
    client.send("anna", conversation, Map.of("content", "x", "reply_to", answered));
    client.delete("anna", Client.messageOf(conversation, answered));
    transaction.executeWithoutResult(_ -> {
      jdbc.queryForList("SELECT 1 FROM sender_conversation WHERE sender_id = ? FOR UPDATE", user);
      publish(user);
      Awaitility.await().until(() -> left() == 0);
      inAnotherTransaction.executeWithoutResult(
          _ -> jdbc.update("INSERT INTO quotes_left VALUES (?, ?)", conversation, answered));
      Awaitility.await().until(() -> isSwept(conversation));
      assertThat(erasedEvents()).isEmpty();
    });
    erased(1);
  }

  @Test
  void whoeverWroteNothingIsErasedAtOnce() {
    publish(user);
    assertThat(erased(1).path("messages").asLong()).isZero();
  }

  @Test
  void aMalformedDeletionGoesToTheDeadLettersAndTheNextLands() {
    for (String body : List.of("{", "{}", "{\"user_id\":\"\"}", "{\"user_id\":\"system\"}")) {
      KafkaLog.write(Topics.USER_DELETED, "bad", body.getBytes(StandardCharsets.UTF_8));
    }
    publish(user);

    erased(1);
    try (var log = new KafkaLog(Topics.deadLetters(Topics.USER_DELETED))) {
      assertThat(log.ofKey("bad", 4)).hasSize(4);
    }
  }

  @Test
  void previewsInMoreAnswersThanOneTransactionTakesGoAll() {
    UUID quoted = UUID.randomUUID();
    client.sendText(user, conversation, quoted, "secret");
    List<Map<String, Object>> answers = new ArrayList<>();
    for (int i = 0; i < 620; i++) {
      answers.add(
          Client.item(
              "anna", Map.of("conversation_id", conversation, "content", "x", "reply_to", quoted)));
    }
    client.sends(answers);

    client.delete(user, Client.messageOf(conversation, quoted));

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> count("details #>> '{reply_to,preview}' IS NOT NULL") == 0);
    assertThat(count("details #>> '{reply_to,id}' IS NOT NULL")).isEqualTo(620);
    Awaitility.await().until(() -> isSwept(conversation));
  }

  private boolean isSwept(UUID where) {
    return jdbc.queryForList("SELECT 1 FROM quotes_left WHERE conversation_id = ?", where)
        .isEmpty();
  }

  private boolean isLookedForAgain() {
    return !jdbc.queryForList(
            "SELECT 1 FROM user_erasure WHERE user_id = ? AND again_at IS NOT NULL", user)
        .isEmpty();
  }

  private void lookAgainNow() {
    assertThat(jdbc.update("UPDATE user_erasure SET again_at = now() WHERE user_id = ?", user))
        .isEqualTo(1);
  }

  private void write(UUID where, int messages) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      items.add(Client.item(user, Client.text(where, UUID.randomUUID(), "secret " + i)));
    }
    client.sends(items);
  }

  private static void publish(String user) {
    KafkaLog.write(
        Topics.USER_DELETED, user, Json.mapper().writeValueAsBytes(Map.of("user_id", user)));
  }

  private JsonNode erased(int times) {
    try (var log = new KafkaLog(Topics.USER_ERASED)) {
      return Json.mapper().readTree(log.ofKey(user, times).getFirst().value());
    }
  }

  private List<?> erasedEvents() {
    try (var log = new KafkaLog(Topics.USER_ERASED)) {
      return log.quietlyOfKey(user);
    }
  }

  private long left() {
    @Nullable Long count =
        jdbc.queryForObject(
            "SELECT count(*) FROM message WHERE sender_id = ? AND deleted_at IS NULL",
            Long.class,
            user);
    return count == null ? 0 : count;
  }

  private long count(String condition) {
    @Nullable Long count =
        jdbc.queryForObject(
            "SELECT count(*) FROM message WHERE conversation_id = ? AND " + condition,
            Long.class,
            conversation);
    return count == null ? 0 : count;
  }

  private List<JsonNode> history() {
    List<JsonNode> items = new ArrayList<>();
    long after = 0;
    boolean more = true;
    while (more) {
      JsonNode page =
          client
              .get("anna", Client.messagesOf(conversation) + "?limit=200&after_seq=" + after)
              .json();
      page.path("items").forEach(items::add);
      after = items.getLast().path("seq").asLong();
      more = page.path("has_more").asBoolean();
    }
    return items;
  }
}
