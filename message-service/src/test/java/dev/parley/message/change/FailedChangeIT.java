package dev.parley.message.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.Topics;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MessageServiceTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The database refuses at chosen points of a change's transaction, by triggers.
class FailedChangeIT extends MessageServiceTest {

  private UUID conversation;
  private UUID first;
  private UUID second;

  @BeforeEach
  void send() {
    conversation = conversationService.group("anna", "ben");
    first = UUID.randomUUID();
    second = UUID.randomUUID();
    client.sendText("anna", conversation, first, "one");
    client.sendText("anna", conversation, second, "two");
  }

  @AfterEach
  void dropTriggers() {
    jdbc.execute("DROP FUNCTION IF EXISTS refuse_poisoned_change() CASCADE");
  }

  @Test
  void aChangeThatCannotBeStoredTakesNoRevAndLeavesItsNeighboursAlone() {
    refuse("BEFORE UPDATE ON message", "NEW.content = 'poison'", "23514");
    settlesOnlyTheNeighbours();
  }

  @Test
  void anEventThatCannotBeKeptTakesItsChangeBack() {
    refuse("BEFORE INSERT ON outbox", "position('poison'::bytea in NEW.events) > 0", "22000");
    settlesOnlyTheNeighbours();
  }

  @Test
  void aDatabaseInTroubleChangesNothingAndTheSameLaterDoes() {
    refuse("BEFORE UPDATE ON message", "NEW.content = 'poison'", "57P03");

    Client.Answer refused =
        client.patch("anna", Client.messageOf(conversation, first), Map.of("content", "poison"));

    assertRefused(refused, 503, "unavailable");
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    dropTriggers();
    JsonNode changed =
        client
            .patch("anna", Client.messageOf(conversation, first), Map.of("content", "poison"))
            .json();
    assertThat(changed.path("rev").asLong()).isEqualTo(3);
    assertThat(
            client
                .get("anna", Client.messageOf(conversation, first) + "/edits")
                .json()
                .path("items"))
        .hasSize(1);
  }

  private void settlesOnlyTheNeighbours() {
    List<JsonNode> results =
        client.edits(
            List.of(
                Client.edit("ben", "react", conversation, first, Map.of("emoji", "👍")),
                Client.edit("anna", "edit", conversation, first, Map.of("content", "poison")),
                Client.edit("anna", "edit", conversation, second, Map.of("content", "fine")),
                Client.edit("ben", "pin", conversation, second, Map.of())));

    assertThat(results)
        .extracting(r -> r.path("status").asString())
        .containsExactly("changed", "refused", "changed", "changed");
    assertThat(results.get(1).path("error").path("code").asString()).isEqualTo("internal");
    assertThat(
            client
                .get("ben", Client.messageOf(conversation, first))
                .json()
                .path("content")
                .asString())
        .isEqualTo("one");
    assertThat(
            jdbc.queryForObject(
                "SELECT last_rev FROM conversation_head WHERE conversation_id = ?",
                Long.class,
                conversation))
        .isEqualTo(5);
    try (var log = new KafkaLog(Topics.MESSAGE_UPDATED)) {
      log.of(conversation, 3);
      assertThat(log.quietly(conversation))
          .extracting(record -> String.valueOf(KafkaLog.header(record, "ce_rev")))
          .containsExactly("3", "4", "5");
    }
  }

  private void refuse(String when, String condition, String state) {
    jdbc.execute(
        """
        CREATE FUNCTION refuse_poisoned_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF %s THEN
            RAISE EXCEPTION 'injected' USING ERRCODE = '%s';
          END IF;
          RETURN NEW;
        END $$
        """
            .formatted(condition, state));
    jdbc.execute(
        "CREATE TRIGGER injected %s FOR EACH ROW EXECUTE FUNCTION refuse_poisoned_change()"
            .formatted(when));
  }
}
