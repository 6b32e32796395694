package dev.parley.message.editing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.Topics;
import dev.parley.common.json.Json;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MessageServiceTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DeletionIT extends MessageServiceTest {

  private UUID conversation;
  private UUID id;

  @BeforeEach
  void sendWithEverything() {
    conversation = conversationService.group("anna", "ben", "carl");
    id = UUID.randomUUID();
    UUID media = mediaService.media("ben", "ready");
    client.send(
        "ben",
        conversation,
        Map.of(
            "id", id,
            "content", "secret",
            "attachments", List.of(Map.of("media_id", media)),
            "location", Map.of("lat", 1.5, "lng", 2.5),
            "mentions", List.of("anna"),
            "metadata", Map.of("secret", true)));
    client.patch("ben", message(id), Map.of("content", "secret still"));
    client.put("carl", Client.reactionTo(conversation, id, "👍"));
    client.put("carl", message(id) + "/pin");
  }

  @Test
  void leavesATombstoneAndNothingElse() {
    JsonNode tombstone = deleted("ben", id);

    assertThat(tombstone.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "conversation_id",
            "seq",
            "rev",
            "type",
            "sender_id",
            "attachments",
            "mentions",
            "reactions",
            "pinned",
            "created_at",
            "deleted_at");
    assertThat(tombstone.path("rev").asLong()).isEqualTo(5);
    assertThat(tombstone.path("seq").asLong()).isEqualTo(1);
    for (String path : List.of("", "?after_seq=0", "/" + id)) {
      assertThat(client.get("carl", Client.messagesOf(conversation) + path).text())
          .contains("deleted_at")
          .doesNotContain("secret", "👍");
    }
    assertThat(client.get("ben", message(id) + "/edits").json().path("items")).isEmpty();
    assertThat(pins()).isEmpty();
    for (String table : List.of("reaction", "message_edit")) {
      assertThat(
              jdbc.queryForObject(
                  "SELECT count(*) FROM " + table + " WHERE conversation_id = ?",
                  Long.class,
                  conversation))
          .isZero();
    }
  }

  @Test
  void deletingAgainChangesNothing() {
    JsonNode first = deleted("ben", id);

    assertThat(deleted("ben", id)).isEqualTo(first);
    assertThat(deleted("anna", id)).isEqualTo(first);
    assertThat(revsOf(conversation)).containsExactly(5L);
  }

  @Test
  void anAdminMayAndOthersMayNot() {
    assertRefused(client.delete("carl", message(id)), 403, "forbidden");
    assertRefused(client.delete("mallory", message(id)), 404, "not_found");
    UUID direct = conversationService.direct("anna", "ben");
    UUID said = UUID.randomUUID();
    client.sendText("ben", direct, said, "mine");
    assertRefused(client.delete("anna", Client.messageOf(direct, said)), 403, "forbidden");

    assertThat(deleted("anna", id).has("deleted_at")).isTrue();
  }

  @Test
  void aDeletedMessageTakesNothingMore() {
    deleted("ben", id);

    String reaction = Client.reactionTo(conversation, id, "👍");
    assertRefused(client.put("carl", reaction), 409, "conflict");
    assertThat(client.delete("carl", reaction).status()).isEqualTo(200);
    assertRefused(client.put("carl", message(id) + "/pin"), 409, "conflict");
    assertThat(client.delete("carl", message(id) + "/pin").status()).isEqualTo(200);
    assertThat(revsOf(conversation)).containsExactly(5L);
  }

  @Test
  void aResendOfItIsAnsweredWithTheTombstone() {
    deleted("ben", id);

    Answer again = client.sendText("ben", conversation, id, "secret");

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().has("deleted_at")).isTrue();
    assertThat(again.text()).doesNotContain("secret");
  }

  @Test
  void takesItsPreviewsOutOfWhatAnswersIt() {
    UUID answer = UUID.randomUUID();
    client.send("carl", conversation, Map.of("id", answer, "content", "yes", "reply_to", id));
    UUID unrelated = UUID.randomUUID();
    client.send("carl", conversation, Map.of("id", unrelated, "content", "x", "reply_to", answer));

    JsonNode tombstone = deleted("ben", id);

    JsonNode shown = client.get("anna", message(answer)).json();
    assertThat(shown.path("reply_to").path("id").asString()).isEqualTo(id.toString());
    assertThat(shown.path("reply_to").has("preview")).isFalse();
    assertThat(shown.path("content").asString()).isEqualTo("yes");
    assertThat(shown.path("rev").asLong()).isEqualTo(tombstone.path("rev").asLong() + 1);
    assertThat(
            client
                .get("anna", message(unrelated))
                .json()
                .path("reply_to")
                .path("preview")
                .asString())
        .isEqualTo("yes");
  }

  @Test
  void anAnswerToADeletedMessageShowsNoPreview() {
    deleted("ben", id);

    JsonNode answer =
        client.send("carl", conversation, Map.of("content", "late", "reply_to", id)).json();

    assertThat(answer.path("reply_to").path("id").asString()).isEqualTo(id.toString());
    assertThat(answer.path("reply_to").has("preview")).isFalse();
  }

  @Test
  void eachChangeIsAnEventInRevOrder() {
    UUID answer = UUID.randomUUID();
    client.send("carl", conversation, Map.of("id", answer, "content", "yes", "reply_to", id));
    deleted("ben", id);

    try (var log = new KafkaLog(Topics.MESSAGE_UPDATED)) {
      List<ConsumerRecord<String, byte[]>> records = log.of(conversation, 5);
      assertThat(records)
          .extracting(record -> String.valueOf(KafkaLog.header(record, "ce_rev")))
          .containsExactly("2", "3", "4", "6", "7");
      List<JsonNode> bodies =
          records.stream().map(record -> Json.mapper().readTree(record.value())).toList();
      assertThat(bodies)
          .extracting(body -> body.path("change").asString())
          .containsExactly("edited", "reaction", "pinned", "deleted", "reply");
      assertThat(bodies)
          .extracting(body -> body.path("rev").asLong())
          .containsExactly(2L, 3L, 4L, 6L, 7L);
      assertThat(bodies.get(1).path("reactions").get(0).has("me")).isFalse();
      assertThat(bodies.get(3).toString()).doesNotContain("secret");
    }
  }

  private JsonNode deleted(String user, UUID message) {
    Answer answer = client.delete(user, message(message));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private JsonNode pins() {
    return client
        .get("anna", "/api/v1/conversations/" + conversation + "/pins")
        .json()
        .path("items");
  }

  private String message(UUID message) {
    return Client.messageOf(conversation, message);
  }
}
