package dev.parley.message.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A process that stores a message and ends before it has completed it by its media: here, one
/// whose changes the database does not take.
class LostFollowUpIT extends MessageServiceTest {

  @BeforeEach
  void takeNoChanges() {
    jdbc.execute(
        """
        CREATE FUNCTION take_no_changes() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '57P03'; END $$
        """);
    jdbc.execute(
        """
        CREATE TRIGGER take_no_changes BEFORE UPDATE ON message
        FOR EACH ROW EXECUTE FUNCTION take_no_changes()
        """);
  }

  @AfterEach
  void dropTrigger() {
    jdbc.execute("DROP FUNCTION IF EXISTS take_no_changes() CASCADE");
  }

  @Test
  void isMadeUpFor() {
    UUID media = mediaService.mediaSoonReady("anna");
    UUID group = conversationService.group("anna", "ben");
    UUID other = conversationService.group("ben", "carl");
    Answer sent =
        client.send(
            "anna",
            group,
            Map.of("type", "image", "attachments", List.of(Map.of("media_id", media))));
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    String id = sent.json().path("id").asString();
    Answer forwarded =
        client.post(
            "ben",
            Client.messageOf(group, UUID.fromString(id)) + "/forward",
            Map.of("conversation_ids", List.of(other)));
    assertThat(forwarded.status()).as(forwarded.text()).isBetween(200, 201);
    assertThat(noted(media)).isEqualTo(2);

    // It was ready soon after it was asked about; nobody tells of it once more.
    dropTrigger();
    jdbc.update("UPDATE unfinished_media SET noted_at = noted_at - interval '1 minute'");

    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> noted(media) == 0);
    assertThat(attachment(group).path("blurhash").asString("")).isNotEmpty();
    assertThat(attachment(other).path("blurhash").asString("")).isNotEmpty();
  }

  private JsonNode attachment(UUID conversation) {
    return client
        .get("ben", Client.messagesOf(conversation))
        .json()
        .path("items")
        .path(0)
        .path("attachments")
        .path(0);
  }

  private int noted(UUID media) {
    return jdbc.queryForList("SELECT 1 FROM unfinished_media WHERE media_id = ?", media).size();
  }
}
