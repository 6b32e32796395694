package dev.parley.message.search.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.Topics;
import dev.parley.message.search.SearchTest;
import dev.parley.message.testing.KafkaLog;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// How the documents follow the messages.
class IndexingIT extends SearchTest {

  @Autowired private SearchRebuild rebuild;

  @Test
  void whatAMessageSaysNowCounts() {
    String anna = "anna";
    UUID group = conversationService.group(anna, "ben");
    UUID edited = say(anna, group, "quince before");
    UUID deleted = say(anna, group, "quince gone");
    awaitIndexed(group);
    assertThat(found(anna, "quince", "conversation_id", group)).hasSize(2);

    jdbc.update(
        "UPDATE message SET content = 'medlar after', rev = 3 WHERE id = ? AND conversation_id = ?",
        edited,
        group);
    jdbc.update(
        "UPDATE message SET content = NULL, deleted_at = now(), rev = 4 WHERE id = ? AND"
            + " conversation_id = ?",
        deleted,
        group);
    jdbc.update("UPDATE conversation_head SET last_rev = 4 WHERE conversation_id = ?", group);
    assertThat(found(anna, "quince", "conversation_id", group)).as("index behind").isEmpty();

    byte[] edit = event(group, edited, Map.of("change", "edited"));
    KafkaLog.write(Topics.MESSAGE_UPDATED, group.toString(), edit);
    KafkaLog.write(
        Topics.MESSAGE_UPDATED,
        group.toString(),
        event(group, deleted, Map.of("change", "deleted")));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> found(anna, "medlar", "conversation_id", group).size() == 1);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> termsOf(group, 2).isEmpty());

    byte[] old = event(group, edited, Map.of("rev", 1, "content", "quince before"));
    KafkaLog.write(Topics.MESSAGE_CREATED, group.toString(), old);
    KafkaLog.write(Topics.MESSAGE_UPDATED, group.toString(), edit);
    UUID marker = say(anna, group, "behind them");
    awaitIndexed(group);
    assertThat(marker).isNotNull();
    assertThat(termsOf(group, 1)).contains("medlar").doesNotContain("quince");
  }

  @Test
  void aMalformedEventGoesToTheDeadLettersAndTheNextIsIndexed() {
    UUID group = conversationService.group("anna", "ben");
    KafkaLog.write(Topics.MESSAGE_CREATED, group.toString(), "{\"content\":1".getBytes());
    KafkaLog.write(Topics.MESSAGE_CREATED, group.toString(), "{\"content\":\"x\"}".getBytes());
    say("anna", group, "apricot");
    awaitIndexed(group);
    assertThat(found("anna", "apricot", "conversation_id", group)).hasSize(1);
    try (KafkaLog dead = new KafkaLog(Topics.deadLetters(Topics.MESSAGE_CREATED))) {
      assertThat(dead.of(group, 2)).hasSize(2);
    }
  }

  @Test
  void theDocumentsCanBeMadeAnewFromTheMessages() {
    UUID group = conversationService.group("anna", "ben");
    say("anna", group, "cherry one", "cherry two");
    awaitIndexed(group);
    jdbc.update("DELETE FROM search_document WHERE conversation_id = ?", group);
    assertThat(found("anna", "cherry", "conversation_id", group)).isEmpty();

    assertThat(client.internal("/internal/search/rebuild", Map.of()).status()).isEqualTo(202);
    while (rebuild.step()) {
      assertThat(jdbc).isNotNull();
    }
    awaitIndexed(group);
    assertThat(found("anna", "cherry", "conversation_id", group)).hasSize(2);
    assertThat(client.post("anna", "/internal/search/rebuild", Map.of()).status()).isEqualTo(401);
  }

  private String termsOf(UUID conversation, long seq) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "SELECT terms::text FROM search_document WHERE conversation_id = ? AND seq = ?",
            String.class,
            conversation,
            seq));
  }
}
