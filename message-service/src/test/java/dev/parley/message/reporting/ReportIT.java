package dev.parley.message.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportIT extends MessageServiceTest {

  private UUID conversation;
  private UUID id;

  @BeforeEach
  void send() {
    conversation = conversationService.group("anna", "ben");
    id = UUID.randomUUID();
    client.sendText("anna", conversation, id, "rude");
  }

  @Test
  void isKeptOnceForEachReporter() {
    Answer first = report("ben", "rude");
    Answer again = report("ben", "still rude");
    Answer other = report("anna", "by mistake");

    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(first.json().path("message_id").asString()).isEqualTo(id.toString());
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.status()).isEqualTo(201);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void keepsWhatWasReportedThoughItIsDeleted() {
    report("ben", "rude");
    client.delete("anna", Client.messageOf(conversation, id));

    assertThat(
            jdbc.queryForObject(
                "SELECT reported ->> 'content' FROM message_report WHERE message_id = ?",
                String.class,
                id))
        .isEqualTo("rude");
    assertThat(report("ben", "rude").status()).isEqualTo(200);
    assertRefused(report("anna", "late"), 409, "conflict");
  }

  @Test
  void whoHasLeftMayStillReportWhatTheySaw() {
    UUID later = UUID.randomUUID();
    client.sendText("anna", conversation, later, "later");
    conversationService.change(conversation, c -> c.without("ben", 0, 1));
    forgetAccess();

    assertThat(report("ben", "rude").status()).isEqualTo(201);
    assertRefused(
        client.post(
            "ben", Client.messageOf(conversation, later) + "/report", Map.of("reason", "x")),
        404,
        "not_found");
  }

  @Test
  void refusesStrangersAndWhatIsNotThere() {
    assertRefused(report("mallory", "x"), 404, "not_found");
    assertRefused(
        client.post(
            "ben",
            Client.messageOf(conversation, UUID.randomUUID()) + "/report",
            Map.of("reason", "x")),
        404,
        "not_found");
    assertThat(count()).isZero();
  }

  @Test
  void needsAReason() {
    Stream.of(
            Map.of(),
            Map.of("reason", " "),
            Map.of("reason", "x".repeat(1_001)),
            Map.of("reason", 5),
            Map.of("reason", "\uD83D"))
        .forEach(body ->
            assertRefused(
                client.post("ben", Client.messageOf(conversation, id) + "/report", body),
                400,
                "validation_failed"));
  }

  private Answer report(String user, String reason) {
    return client.post(
        user, Client.messageOf(conversation, id) + "/report", Map.of("reason", reason));
  }

  private long count() {
    Long count =
        jdbc.queryForObject(
            "SELECT count(*) FROM message_report WHERE conversation_id = ?",
            Long.class,
            conversation);
    return count == null ? 0 : count;
  }
}
