package dev.parley.message.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class AttachmentIT extends MessageServiceTest {

  @Autowired private CircuitBreakerRegistry breakers;

  @BeforeEach
  void closeBreakers() {
    breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
  }

  @Test
  void ownMediaIsShownAsItsOwnerServiceKnowsIt() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID media = mediaService.media("anna", "ready");

    Answer answer = client.send("anna", conversation, image(media));

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonNode shown = answer.json().path("attachments").get(0);
    assertThat(shown.path("media_id").asString()).isEqualTo(media.toString());
    assertThat(shown.path("content_type").asString()).isEqualTo("image/png");
    assertThat(shown.path("size").asLong()).isEqualTo(1234);
    assertThat(shown.path("width").asInt()).isEqualTo(640);
    assertThat(shown.path("status").asString()).isEqualTo("ready");
    assertThat(shown.path("url").asString()).isEqualTo("/api/v1/media/" + media + "/content");
    assertThat(shown.path("thumbnail_url").asString()).endsWith("/content?variant=thumbnail");
    assertThat(client.get("ben", Client.messagesOf(conversation)).json().path("items").get(0))
        .isEqualTo(answer.json());
  }

  @Test
  void mediaThatCannotBeSentIsRefusedByFieldAndOnlyItsOwnerLearnsWhy() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID own = mediaService.media("anna", "ready");
    Map<UUID, String> bad =
        Map.of(
            mediaService.media("ben", "ready"),
            "invalid",
            mediaService.media("ben", "rejected"),
            "invalid",
            UUID.randomUUID(),
            "invalid",
            mediaService.media("anna", "rejected"),
            "rejected",
            mediaService.media("anna", "erased"),
            "erased",
            own,
            "duplicate");
    bad.forEach((media, code) ->
        assertRefusedAttachment(
            client.send("anna", conversation, image(own, media)), "attachments[1].media_id", code));
    assertThat(seqsOf(conversation)).isEmpty();
  }

  @Test
  void aMessageSaysWhatItsMediaIsOnceThatIsKnown() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID picture = mediaService.media("anna", "ready");
    for (String type : List.of("audio", "video")) {
      assertRefusedAttachment(
          client.send("anna", conversation, message(type, picture)),
          "attachments[0].media_id",
          "type_mismatch");
    }
    UUID film = mediaService.media("anna", "ready");
    mediaService.set(film, "content_type", "video/webm");
    assertRefusedAttachment(
        client.send("anna", conversation, message("image", picture, film)),
        "attachments[1].media_id",
        "type_mismatch");
    assertThat(seqsOf(conversation)).isEmpty();

    for (String type : List.of("video", "file", "text")) {
      assertThat(client.send("anna", conversation, message(type, film)).status()).isEqualTo(201);
    }
    mediaService.set(film, "unprocessed", true);
    assertThat(client.send("anna", conversation, message("audio", film)).status()).isEqualTo(201);
    mediaService.setStatus(picture, "processing");
    assertThat(client.send("anna", conversation, message("video", picture)).status())
        .isEqualTo(201);
  }

  @Test
  void whatCannotBeFetchedOrSeenHasNoAddress() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID inWork = mediaService.media("anna", "pending");
    UUID note = mediaService.media("anna", "ready");
    mediaService.set(note, "content_type", "audio/ogg");
    mediaService.set(note, "blurhash", null);
    mediaService.set(note, "file_name", "note.ogg");
    mediaService.set(note, "waveform", List.of(0, 100));

    JsonNode shown =
        client.send("anna", conversation, message("file", inWork, note)).json().path("attachments");

    assertThat(shown.get(0).path("status").asString()).isEqualTo("processing");
    assertThat(shown.get(0).has("url")).isFalse();
    assertThat(shown.get(0).has("thumbnail_url")).isFalse();
    assertThat(shown.get(1).path("status").asString()).isEqualTo("ready");
    assertThat(shown.get(1).path("file_name").asString()).isEqualTo("note.ogg");
    assertThat(shown.get(1).path("waveform").size()).isEqualTo(2);
    assertThat(shown.get(1).has("url")).isTrue();
    assertThat(shown.get(1).has("thumbnail_url")).isFalse();
  }

  private static void assertRefusedAttachment(Answer answer, String field, String code) {
    assertRefused(answer, 400, "validation_failed");
    JsonNode errors = answer.json().path("errors");
    assertThat(errors).as(answer.text()).hasSize(1);
    assertThat(errors.get(0).path("field").asString()).isEqualTo(field);
    assertThat(errors.get(0).path("code").asString()).isEqualTo(code);
  }

  @Test
  void aResendIsAnsweredThoughItsMediaIsGone() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID media = mediaService.media("anna", "ready");
    Map<String, Object> payload =
        Map.of(
            "id", UUID.randomUUID(),
            "type", "image",
            "attachments", List.of(Map.of("media_id", media)));
    Answer first = client.send("anna", conversation, payload);
    mediaService.setStatus(media, "rejected");

    Answer again = client.send("anna", conversation, payload);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first.json());
  }

  @Test
  void whoReadsTheConversationMayReadItsMedia() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID media = mediaService.media("anna", "ready");
    UUID unsent = mediaService.media("anna", "ready");
    client.send("anna", conversation, image(media));

    assertThat(allowed("ben", media, unsent)).containsExactly(true, false);
    assertThat(allowed("mallory", media, unsent)).containsExactly(false, false);
    jdbc.update("UPDATE message SET deleted_at = now() WHERE conversation_id = ?", conversation);
    assertThat(allowed("ben", media)).containsExactly(false);
  }

  @Test
  void mediaServiceDownRefusesOnlyWhatHasMedia() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID media = mediaService.media("anna", "ready");
    mediaService.takeDown();

    List<JsonNode> results =
        client.sends(
            List.of(
                Client.item("anna", imageTo(conversation, media)),
                Client.item("anna", Client.text(conversation, UUID.randomUUID(), "text"))));

    assertThat(results.get(0).path("error").path("code").asString()).isEqualTo("unavailable");
    assertThat(results.get(0).path("error").path("retry_after_ms").asLong()).isPositive();
    assertThat(results.get(1).path("status").asString()).isEqualTo("sent");
    Answer direct = client.send("anna", conversation, image(media));
    assertThat(direct.status()).isEqualTo(503);
    assertThat(direct.headers().firstValue("retry-after")).isPresent();
  }

  @Test
  void mediaThatNeverAnswersHoldsUpNoOtherSendOfItsBatch() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID media = mediaService.media("anna", "ready");
    mediaService.hang();

    List<JsonNode> results =
        client.sends(
            Stream.concat(
                    Stream.generate(() -> Client.item("anna", imageTo(conversation, media)))
                        .limit(5),
                    Stream.of(
                        Client.item("anna", Client.text(conversation, UUID.randomUUID(), "t"))))
                .toList());

    assertThat(results.subList(0, 5))
        .allSatisfy(
            r -> assertThat(r.path("error").path("code").asString()).isEqualTo("unavailable"));
    assertThat(results.get(5).path("status").asString()).isEqualTo("sent");
    assertThat(seqsOf(conversation)).containsExactly(1L);
  }

  @Test
  void mediaServiceIsToldOfAMessageForEachMediaThatIsCarried() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID carried = mediaService.media("anna", "ready");
    UUID gone = mediaService.media("anna", "ready");
    String first = client.send("anna", conversation, image(carried)).json().path("id").asString();
    String second = client.send("anna", conversation, image(carried)).json().path("id").asString();
    String last = client.send("anna", conversation, image(gone)).json().path("id").asString();
    client.delete("anna", Client.messagesOf(conversation) + "/" + last);

    JsonNode items = places(carried, gone, UUID.randomUUID());

    assertThat(items).hasSize(1);
    assertThat(items.get(0).path("media_id").asString()).isEqualTo(carried.toString());
    assertThat(items.get(0).path("conversation_id").asString()).isEqualTo(conversation.toString());
    assertThat(items.get(0).path("message_id").asString()).isIn(first, second);
    client.delete("anna", Client.messagesOf(conversation) + "/" + first);
    assertThat(places(carried).get(0).path("message_id").asString()).isEqualTo(second);
    client.delete("anna", Client.messagesOf(conversation) + "/" + second);
    assertThat(places(carried)).isEmpty();
  }

  /// An admin could take what speaks against them away from moderators, and a sender, too.
  @Test
  void whatWasReportedIsCarriedByItsReportUntilItsSenderIsErased() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID media = mediaService.media("anna", "ready");
    UUID other = mediaService.media("anna", "ready");
    String id = client.send("anna", conversation, image(media, other)).json().path("id").asString();
    String path = Client.messagesOf(conversation) + "/" + id;
    client.post("ben", path + "/report", Map.of("reason", "rude"));
    client.delete("anna", path);

    JsonNode items = places(media, UUID.randomUUID(), other);

    assertThat(items).hasSize(2);
    for (JsonNode item : items) {
      assertThat(item.path("media_id").asString()).isIn(media.toString(), other.toString());
      assertThat(item.path("conversation_id").asString()).isEqualTo(conversation.toString());
      assertThat(item.path("message_id").asString()).isEqualTo(id);
    }
    assertThat(allowed("ben", media)).as("it is shown to nobody").containsExactly(false);
    jdbc.update("UPDATE message_report SET reported = NULL WHERE message_id = ?::uuid", id);
    assertThat(places(media, other)).isEmpty();
  }

  private JsonNode places(UUID... media) {
    return client
        .internal("/internal/media-places", Map.of("media_ids", List.of(media)))
        .json()
        .path("items");
  }

  private List<Boolean> allowed(String user, UUID... media) {
    JsonNode items =
        client
            .internal(
                "/internal/media-access", Map.of("user_id", user, "media_ids", List.of(media)))
            .json()
            .path("items");
    return Stream.of(media)
        .map(id ->
            items
                .valueStream()
                .filter(item -> item.path("media_id").asString().equals(id.toString()))
                .findFirst()
                .orElseThrow()
                .path("allowed")
                .asBoolean())
        .toList();
  }

  private static Map<String, Object> image(UUID... media) {
    return message("image", media);
  }

  private static Map<String, Object> message(String type, UUID... media) {
    return Map.of(
        "type", type, "attachments", Stream.of(media).map(id -> Map.of("media_id", id)).toList());
  }

  private static Map<String, Object> imageTo(UUID conversation, UUID media) {
    return Map.of(
        "id",
        UUID.randomUUID(),
        "conversation_id",
        conversation,
        "type",
        "image",
        "attachments",
        List.of(Map.of("media_id", media)));
  }
}
