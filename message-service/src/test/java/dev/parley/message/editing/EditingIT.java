package dev.parley.message.editing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EditingIT extends MessageServiceTest {

  private UUID conversation;
  private UUID id;

  @BeforeEach
  void send() {
    conversation = conversationService.group("anna", "ben", "carl");
    id = UUID.randomUUID();
    client.send(
        "ben",
        conversation,
        Map.of(
            "id", id, "content", "one", "mentions", List.of("anna"), "metadata", Map.of("a", 1)));
  }

  @Test
  void theSenderEditsAndWhatItSaidBeforeIsKept() {
    JsonNode first = edited(Map.of("content", "two"));
    assertThat(first.path("content").asString()).isEqualTo("two");
    assertThat(first.path("rev").asLong()).isEqualTo(2);
    assertThat(first.path("seq").asLong()).isEqualTo(1);
    assertThat(first.path("edited_at").asString()).isNotEmpty();
    assertThat(first.path("mentions").get(0).asString()).isEqualTo("anna");
    assertThat(first.path("metadata").path("a").asInt()).isEqualTo(1);
    JsonNode second =
        edited(Map.of("content", "three", "mentions", List.of(), "metadata", Map.of()));

    assertThat(second.path("mentions")).isEmpty();
    assertThat(edits("anna", id).json().path("items"))
        .extracting(item -> item.path("content").asString())
        .containsExactly("one", "two");
    assertThat(edits("anna", id).json().path("items").get(0).path("edited_at"))
        .isEqualTo(first.path("edited_at"));
    assertThat(client.get("anna", Client.messageOf(conversation, id)).json().path("content"))
        .isEqualTo(second.path("content"));
  }

  @Test
  void theSameAgainChangesNothing() {
    JsonNode first = edited(Map.of("content", "two"));

    assertThat(edited(Map.of("content", "two"))).isEqualTo(first);
    assertThat(edited(Map.of("mentions", List.of("anna"), "metadata", Map.of("a", 1))))
        .isEqualTo(first);
    assertThat(edits("ben", id).json().path("items")).hasSize(1);
    assertThat(revsOf(conversation)).containsExactly(2L);
  }

  @Test
  void nobodyElseEditsNotEvenAnAdmin() {
    for (String user : List.of("anna", "carl")) {
      assertRefused(edit(user, Map.of("content", "mine")), 403, "forbidden");
    }
    assertRefused(edit("mallory", Map.of("content", "mine")), 404, "not_found");
    assertThat(revsOf(conversation)).containsExactly(1L);
  }

  @Test
  void onlyForSoLong() {
    jdbc.update(
        "UPDATE message SET created_at = created_at - interval '25 hours' WHERE conversation_id ="
            + " ?",
        conversation);

    assertRefused(edit("ben", Map.of("content", "late")), 403, "forbidden");
    assertThat(edits("ben", id).json().path("items")).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotEdited() {
    String elsewhere = Client.messageOf(conversationService.group("ben", "carl"), id);
    assertRefused(client.patch("ben", elsewhere, Map.of("content", "x")), 404, "not_found");
    UUID unknown = UUID.randomUUID();
    assertRefused(
        client.patch("ben", Client.messageOf(conversation, unknown), Map.of("content", "x")),
        404,
        "not_found");
    assertRefused(edits("ben", unknown), 404, "not_found");
    assertRefused(edits("mallory", id), 404, "not_found");
    client.delete("ben", Client.messageOf(conversation, id));
    assertRefused(edit("ben", Map.of("content", "x")), 409, "conflict");
  }

  @Test
  void anEditKeepsTheContract() {
    assertInvalid(Map.of(), "content", "required");
    assertInvalid(Map.of("content", " "), "content", "required");
    assertInvalid(Map.of("content", "\u200b \u200d"), "content", "required");
    assertInvalid(Map.of("content", "x".repeat(16_001)), "content", "too_long");
    assertInvalid(Map.of("content", "\uD83D"), "content", "invalid");
    assertInvalid(Map.of("mentions", List.of("")), "mentions[0]", "invalid");
    assertInvalid(Map.of("metadata", List.of()), "metadata", "invalid");
    assertInvalid(Map.of("metadata", Map.of("x", "y".repeat(4_096))), "metadata", "too_large");
    assertInvalid(Map.of("mentions", List.of("@all")), "mentions", "forbidden");
    assertThat(revsOf(conversation)).containsExactly(1L);
  }

  @Test
  void anAdminMayMentionAllInAnEdit() {
    UUID own = UUID.randomUUID();
    client.sendText("anna", conversation, own, "hello");

    Answer answer =
        client.patch(
            "anna", Client.messageOf(conversation, own), Map.of("mentions", List.of("@all")));

    assertThat(answer.json().path("mentions").get(0).asString()).isEqualTo("@all");
    assertThat(edits("anna", own).json().path("items")).isEmpty();
  }

  @Test
  void aCaptionMayGoButNotAText() {
    UUID image = UUID.randomUUID();
    UUID media = mediaService.media("ben", "ready");
    Map<String, Object> payload = new HashMap<>();
    payload.put("id", image);
    payload.put("type", "image");
    payload.put("content", "a caption");
    payload.put("attachments", List.of(Map.of("media_id", media)));
    client.send("ben", conversation, payload);

    Answer answer =
        client.patch("ben", Client.messageOf(conversation, image), Map.of("content", ""));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().has("content")).isFalse();
    assertThat(answer.json().path("attachments")).hasSize(1);
  }

  @Test
  void aClosedConversationTakesNoEdits() {
    UUID direct = conversationService.direct("ben", "dora");
    UUID said = UUID.randomUUID();
    client.sendText("ben", direct, said, "one");
    conversationService.change(direct, c -> c.blocked(true));
    conversationService.change(conversation, c -> c.in("read_only"));
    forgetAccess();

    assertRefused(edit("ben", Map.of("content", "x")), 409, "conversation_read_only");
    assertRefused(
        client.patch("ben", Client.messageOf(direct, said), Map.of("content", "x")),
        403,
        "blocked");
    assertThat(client.delete("ben", Client.messageOf(direct, said)).status()).isEqualTo(200);
  }

  @Test
  void theSocketsBatchSettlesEachItemByItself() {
    UUID other = UUID.randomUUID();
    client.sendText("carl", conversation, other, "carl's");
    List<JsonNode> results =
        client.edits(
            List.of(
                Client.edit("ben", "edit", conversation, id, Map.of("content", "two")),
                Client.edit("ben", "edit", conversation, id, Map.of("content", "two")),
                Client.edit("ben", "edit", conversation, other, Map.of("content", "no")),
                Client.edit("ben", "edit", conversation, id, Map.of("content", 5)),
                Client.edit("ben", "dance", conversation, id, Map.of()),
                Client.edit("carl", "react", conversation, id, Map.of("emoji", "👍")),
                Client.edit("mallory", "react", conversation, id, Map.of("emoji", "👍")),
                Client.edit("carl", "react", conversation, id, Map.of("emoji", "x")),
                Client.edit("carl", "unreact", conversation, id, Map.of("emoji", "👍")),
                Client.edit("anna", "delete", conversation, other, Map.of()),
                Map.of("op", "delete")));

    assertThat(results)
        .extracting(r -> r.path("status").asString())
        .containsExactly(
            "changed",
            "unchanged",
            "refused",
            "refused",
            "refused",
            "changed",
            "refused",
            "refused",
            "changed",
            "changed",
            "refused");
    assertThat(results)
        .filteredOn(r -> r.path("status").asString().equals("refused"))
        .extracting(r -> r.path("error").path("code").asString())
        .containsExactly(
            "forbidden",
            "validation_failed",
            "validation_failed",
            "not_found",
            "validation_failed",
            "validation_failed");
    assertThat(results.get(5).path("message").path("reactions").get(0).path("me").asBoolean())
        .isTrue();
    assertThat(results.get(9).path("message").has("deleted_at")).isTrue();
  }

  private JsonNode edited(Map<String, ?> payload) {
    Answer answer = edit("ben", payload);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private Answer edit(String user, Map<String, ?> payload) {
    return client.patch(user, Client.messageOf(conversation, id), payload);
  }

  private Answer edits(String user, UUID message) {
    return client.get(user, Client.messageOf(conversation, message) + "/edits");
  }

  private void assertInvalid(Map<String, ?> payload, String field, String code) {
    Answer answer = edit("ben", payload);
    assertRefused(answer, 400, "validation_failed");
    assertThat(StreamSupport.stream(answer.json().path("errors").spliterator(), false))
        .anySatisfy(error -> {
          assertThat(error.path("field").asString()).isEqualTo(field);
          assertThat(error.path("code").asString()).isEqualTo(code);
        });
  }
}
