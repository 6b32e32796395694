package dev.parley.message.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.Topics;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MessageServiceTest;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The database refuses at chosen points of the send's transaction, by triggers.
class FailedTransactionIT extends MessageServiceTest {

  private static final String STORE = "message";
  private static final String PUBLISH = "outbox";

  @AfterEach
  void dropTriggers() {
    jdbc.execute("DROP FUNCTION IF EXISTS refuse_poison() CASCADE");
    jdbc.execute("DROP FUNCTION IF EXISTS refuse_poisoned_event() CASCADE");
    jdbc.execute("DROP FUNCTION IF EXISTS linger() CASCADE");
  }

  @Test
  void aMessageThatCannotBeStoredLeavesNoTraceAndItsNeighboursAlone() {
    refuse(STORE, "23514");
    settlesOnlyTheNeighbours();
  }

  @Test
  void anEventThatCannotBeKeptTakesItsMessageBack() {
    refuse(PUBLISH, "22000");
    settlesOnlyTheNeighbours();
  }

  @Test
  void aDatabaseInTroubleStoresNothingAndTheSameSendLaterDoes() {
    refuse(PUBLISH, "57P03");
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();

    Client.Answer refused = client.sendText("anna", conversation, id, "poison");

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("unavailable");
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    assertThat(seqsOf(conversation)).isEmpty();
    dropTriggers();
    Client.Answer stored = client.sendText("anna", conversation, id, "poison");
    assertThat(stored.status()).isEqualTo(201);
    assertThat(stored.json().path("seq").asLong()).isEqualTo(1);
    try (var log = new KafkaLog(Topics.MESSAGE_CREATED)) {
      log.of(conversation, 1);
      assertThat(log.quietly(conversation)).hasSize(1);
    }
  }

  @Test
  void aConnectionThatDiesMidTransactionStoresNothingAndTheNextSendWorks() throws Exception {
    linger();
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();
    var refused = new Client.Answer[1];
    Thread sending =
        Thread.ofVirtual()
            .start(() -> refused[0] = client.sendText("anna", conversation, id, "linger"));
    Awaitility.await()
        .until(() ->
            Boolean.TRUE.equals(
                jdbc.queryForObject(
                    """
                    SELECT count(pg_terminate_backend(pid)) > 0 FROM pg_stat_activity
                     WHERE wait_event = 'PgSleep' AND datname = current_database()
                    """,
                    Boolean.class)));
    sending.join();

    assertThat(refused[0].status()).as(refused[0].text()).isEqualTo(503);
    assertThat(seqsOf(conversation)).isEmpty();
    dropTriggers();
    assertThat(client.sendText("anna", conversation, id, "linger").json().path("seq").asLong())
        .isEqualTo(1);
  }

  @Test
  void aSendThatTakesTooLongIsAnsweredAndFoundStoredLater() {
    linger();
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();

    Client.Answer late = client.sendText("anna", conversation, id, "linger");

    assertThat(late.status()).as(late.text()).isEqualTo(503);
    Awaitility.await().until(() -> !seqsOf(conversation).isEmpty());
    assertThat(client.sendText("anna", conversation, id, "linger").status()).isEqualTo(200);
  }

  private void settlesOnlyTheNeighbours() {
    UUID conversation = conversationService.group("anna", "ben");
    client.sendText("anna", conversation, UUID.randomUUID(), "before");
    UUID poisoned = UUID.randomUUID();

    List<JsonNode> results =
        client.sends(
            List.of(
                Client.item("anna", Client.text(conversation, UUID.randomUUID(), "one")),
                Client.item("ben", Client.text(conversation, poisoned, "poison")),
                Client.item("anna", Client.text(conversation, UUID.randomUUID(), "two"))));

    assertThat(results)
        .extracting(r -> r.path("status").asString())
        .containsExactly("sent", "refused", "sent");
    assertThat(results.get(1).path("error").path("code").asString()).isEqualTo("internal");
    assertThat(seqsOf(conversation)).containsExactly(1L, 2L, 3L);
    assertThat(revsOf(conversation)).containsExactly(1L, 2L, 3L);
    assertThat(
            jdbc.queryForMap(
                "SELECT last_seq, last_rev FROM conversation_head WHERE conversation_id = ?",
                conversation))
        .containsEntry("last_seq", 3L)
        .containsEntry("last_rev", 3L);
    try (var log = new KafkaLog(Topics.MESSAGE_CREATED)) {
      log.of(conversation, 3);
      assertThat(log.quietly(conversation))
          .hasSize(3)
          .noneMatch(record -> poisoned.toString().equals(KafkaLog.header(record, "ce_subject")));
    }
    Client.Answer next = client.sendText("anna", conversation, UUID.randomUUID(), "after");
    assertThat(next.json().path("seq").asLong()).isEqualTo(4);
  }

  private void refuse(String table, String state) {
    boolean event = table.equals(PUBLISH);
    jdbc.execute(
        """
        CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF %s THEN
            RAISE EXCEPTION 'injected' USING ERRCODE = '%s';
          END IF;
          RETURN NEW;
        END $$
        """
            .formatted(
                event ? "refuse_poisoned_event" : "refuse_poison",
                event ? "position('poison'::bytea in NEW.events) > 0" : "NEW.content = 'poison'",
                state));
    jdbc.execute(
        "CREATE TRIGGER injected BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION %s()"
            .formatted(table, event ? "refuse_poisoned_event" : "refuse_poison"));
  }

  private void linger() {
    jdbc.execute(
        """
        CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.content = 'linger' THEN
            PERFORM pg_sleep(5);
          END IF;
          RETURN NEW;
        END $$
        """);
    jdbc.execute(
        "CREATE TRIGGER lingering BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION linger()");
  }
}
