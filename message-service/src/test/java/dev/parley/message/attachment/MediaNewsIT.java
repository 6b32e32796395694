package dev.parley.message.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.Topics;
import dev.parley.common.json.Json;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MessageServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MediaNewsIT extends MessageServiceTest {

  @Test
  void mediaThatBecomesReadyCompletesEveryMessageThatCarriesIt() {
    UUID media = mediaService.media("anna", "processing");
    List<UUID> conversations =
        List.of(
            conversationService.group("anna", "ben"), conversationService.group("anna", "carl"));
    List<UUID> messages = new ArrayList<>();
    conversations.forEach(conversation -> messages.add(send(conversation, media)));
    Map<String, Object> news =
        Map.of(
            "media_id",
            media,
            "owner_id",
            "anna",
            "status",
            "ready",
            "content_type",
            "image/png",
            "size",
            99,
            "width",
            10,
            "height",
            20,
            "blurhash",
            "NEW");

    publish(Topics.MEDIA_READY, media, news);
    publish(Topics.MEDIA_READY, media, news);

    for (int i = 0; i < 2; i++) {
      UUID conversation = conversations.get(i);
      UUID id = messages.get(i);
      Awaitility.await()
          .until(() -> attachment(conversation, id).path("blurhash").asString("").equals("NEW"));
      assertThat(attachment(conversation, id).path("width").asInt()).isEqualTo(10);
      assertThat(attachment(conversation, id).path("url").asString()).contains(media.toString());
      try (var log = new KafkaLog(Topics.MESSAGE_UPDATED)) {
        var records = log.of(conversation, 1);
        assertThat(Json.mapper().readTree(records.getFirst().value()).path("change").asString())
            .isEqualTo("media");
        assertThat(log.quietly(conversation)).hasSize(1);
      }
    }
  }

  /// A picture's size is known when it arrives, long before it is ready.
  @Test
  void mediaThatBecameReadyWhileItsMessageWasOnItsWayIsNotMissed() {
    UUID media = mediaService.mediaSoonReady("anna");
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = send(conversation, media);
    Awaitility.await().until(() -> attachment(conversation, id).has("blurhash"));
    assertThat(attachment(conversation, id).path("width").asInt()).isEqualTo(640);
  }

  @Test
  void rejectedMediaCanNoLongerBeFetched() {
    UUID media = mediaService.media("anna", "processing");
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = send(conversation, media);

    publish(
        Topics.MEDIA_REJECTED,
        media,
        Map.of("media_id", media, "owner_id", "anna", "status", "rejected", "reason", "malware"));

    Awaitility.await().until(() -> !attachment(conversation, id).has("url"));
    assertThat(attachment(conversation, id).path("media_id").asString())
        .isEqualTo(media.toString());
    assertThat(attachment(conversation, id).has("thumbnail_url")).isFalse();
  }

  @Test
  void malformedNewsGoToTheDeadLettersAndTheNextLand() {
    UUID media = mediaService.media("anna", "processing");
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = send(conversation, media);
    for (String body : List.of("x", "{}", "{\"media_id\":\"" + media + "\",\"status\":\"new\"}")) {
      KafkaLog.write(Topics.MEDIA_READY, "bad-" + media, body.getBytes(StandardCharsets.UTF_8));
    }
    publish(
        Topics.MEDIA_READY,
        media,
        Map.of("media_id", media, "owner_id", "anna", "status", "ready", "width", 7));

    Awaitility.await().until(() -> attachment(conversation, id).path("width").asInt(0) == 7);
    try (var log = new KafkaLog(Topics.deadLetters(Topics.MEDIA_READY))) {
      assertThat(log.ofKey("bad-" + media, 3)).hasSize(3);
    }
  }

  private UUID send(UUID conversation, UUID media) {
    UUID id = UUID.randomUUID();
    Client.Answer answer =
        client.send(
            "anna",
            conversation,
            Map.of("id", id, "type", "image", "attachments", List.of(Map.of("media_id", media))));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return id;
  }

  private JsonNode attachment(UUID conversation, UUID id) {
    return client.get("anna", Client.messageOf(conversation, id)).json().path("attachments").get(0);
  }

  private static void publish(String topic, UUID media, Map<String, ?> news) {
    KafkaLog.write(topic, media.toString(), Json.mapper().writeValueAsBytes(news));
  }
}
