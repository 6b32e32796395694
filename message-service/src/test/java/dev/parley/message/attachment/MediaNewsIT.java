package dev.parley.message.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.MessageBody.Attachment;
import dev.parley.common.event.Topics;
import dev.parley.common.json.Json;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MessageServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
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

    Awaitility.await().until(() -> attachment(conversation, id).has("reason"));
    assertThat(attachment(conversation, id).path("media_id").asString())
        .isEqualTo(media.toString());
    assertThat(attachment(conversation, id).has("thumbnail_url")).isFalse();
    assertThat(attachment(conversation, id).has("blurhash")).isFalse();
    assertThat(attachment(conversation, id).path("status").asString()).isEqualTo("rejected");
    assertThat(attachment(conversation, id).path("reason").asString()).isEqualTo("malware");
  }

  @Test
  void erasedMediaLeavesNothingToBeSeen() {
    UUID media = mediaService.media("anna", "ready");
    UUID conversation = conversationService.group("anna", "ben");
    UUID other = conversationService.group("ben", "carl");
    UUID empty = conversationService.group("anna", "ben");
    UUID id = send(conversation, media);
    UUID deleted = send(empty, media);
    client.delete("anna", Client.messageOf(empty, deleted));
    Client.Answer forward =
        client.post(
            "ben",
            Client.messageOf(conversation, id) + "/forward",
            Map.of("conversation_ids", List.of(other)));
    assertThat(forward.status()).as(forward.text()).isBetween(200, 201);

    erase(media);
    erase(media);

    for (UUID each : List.of(conversation, other)) {
      Awaitility.await()
          .until(() -> newest(each).path("status").asString("").equals(Attachment.ERASED));
      assertThat(newest(each).propertyNames())
          .containsExactlyInAnyOrder("media_id", "status", "content_type", "size");
      try (var log = new KafkaLog(Topics.MESSAGE_UPDATED)) {
        var told = Json.mapper().readTree(log.of(each, 1).getFirst().value());
        assertThat(told.path("change").asString()).isEqualTo("media");
        assertThat(told.path("attachments").get(0).path("status").asString()).isEqualTo("erased");
      }
    }
    assertThat(revsOf(empty)).as("a tombstone shows nothing anyway").containsExactly(2L);

    // What was told before may come after: it brings nothing back.
    Map<String, Object> late = new HashMap<>(Map.of("media_id", media, "owner_id", "anna"));
    late.putAll(Map.of("status", "ready", "content_type", "image/png", "blurhash", "LATE"));
    publish(Topics.MEDIA_READY, media, late);
    UUID next = mediaService.media("anna", "processing");
    UUID group = conversationService.group("anna", "ben");
    send(group, next);
    late.put("media_id", next);
    publish(Topics.MEDIA_READY, media, late);
    Awaitility.await().until(() -> newest(group).has("blurhash"));
    assertThat(newest(conversation).has("blurhash")).isFalse();
    try (var log = new KafkaLog(Topics.MESSAGE_UPDATED)) {
      assertThat(log.quietly(conversation)).hasSize(1);
    }
  }

  private static void erase(UUID media) {
    publish(
        Topics.MEDIA_ERASED,
        media,
        Map.of(
            "cause",
            "media",
            "subject_id",
            media,
            "media",
            1,
            "bytes",
            9,
            "at",
            "2026-11-21T10:00:00.000000Z",
            "media_ids",
            List.of(media, UUID.randomUUID())));
  }

  private JsonNode newest(UUID conversation) {
    return client
        .get("ben", Client.messagesOf(conversation))
        .json()
        .path("items")
        .path(0)
        .path("attachments")
        .path(0);
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

    KafkaLog.write(Topics.MEDIA_ERASED, "bad-" + media, "x".getBytes(StandardCharsets.UTF_8));
    KafkaLog.write(Topics.MEDIA_ERASED, "bad-" + media, "{}".getBytes(StandardCharsets.UTF_8));
    erase(media);
    Awaitility.await()
        .until(() -> attachment(conversation, id).path("status").asString("").equals("erased"));
    try (var log = new KafkaLog(Topics.deadLetters(Topics.MEDIA_ERASED))) {
      assertThat(log.ofKey("bad-" + media, 2)).hasSize(2);
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
