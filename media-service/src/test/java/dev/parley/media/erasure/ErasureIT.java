package dev.parley.media.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.json.Json;
import dev.parley.common.testing.KafkaBroker;
import dev.parley.common.testing.Tokens;
import dev.parley.media.Api;
import dev.parley.media.Images;
import dev.parley.media.MediaServers;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.Published;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@MediaServiceTest
class ErasureIT {

  private static final String OWNER = "erasure-owner";
  private static final ConversationId CONVERSATION =
      ConversationId.of("0192f5a0-0000-7000-8000-00000000000c");

  @LocalServerPort int port;
  @Autowired Erasures erasures;
  @Autowired ReleasedMedia released;
  @Autowired JdbcClient jdbc;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void takesMediaAwayWithItsMessage() throws Exception {
    String media = upload(OWNER);
    UUID message = UUID.randomUUID();
    publish("message.created", message, media);
    publish("message.created", message, media);
    awaitUses(message, 1);
    assertThat(isThere(OWNER, media)).isTrue();

    publishDeleted(message);

    Awaitility.await().until(() -> !isThere(OWNER, media));
    JsonNode report = report("message_id=" + message);
    assertThat(report.path("cause").asString()).isEqualTo("message");
    assertThat(report.path("media").asInt()).isEqualTo(1);
    assertThat(report.path("bytes").asInt()).isPositive();
    assertThatEventSays(report);
    publishDeleted(message);
    publish("message.created", message, media);
    settleThrough();
    assertThat(report("message_id=" + message)).isEqualTo(report);
  }

  @Test
  void keepsMediaThatAnotherMessageCarries() throws Exception {
    String media = upload(OWNER);
    UUID first = UUID.randomUUID();
    UUID forwarded = UUID.randomUUID();
    publish("message.created", first, media);
    publish("message.created", forwarded, media);
    awaitUses(forwarded, 1);
    publishDeleted(first);
    awaitUses(first, 0);
    assertThat(isThere(OWNER, media)).isTrue();

    publishDeleted(forwarded);
    Awaitility.await().until(() -> !isThere(OWNER, media));
  }

  /// Its own event comes later than the end of the first: the two topics are read apart.
  @Test
  void keepsMediaThatAMessageCarriesWhichIsNotHeardOfYet() throws Exception {
    String media = upload(OWNER);
    UUID first = UUID.randomUUID();
    UUID forwarded = UUID.randomUUID();
    publish("message.created", first, media);
    awaitUses(first, 1);
    MediaServers.MESSAGES.carry(media, CONVERSATION.toString(), forwarded.toString());

    publishDeleted(first);
    awaitUses(forwarded, 1);
    Awaitility.await().until(() -> released(first) == 0);
    assertThat(isThere(OWNER, media)).isTrue();
    publish("message.created", forwarded, media);

    MediaServers.MESSAGES.drop(media);
    publishDeleted(forwarded);
    Awaitility.await().until(() -> !isThere(OWNER, media));
  }

  @Test
  void takesNothingAwayWhileNobodyCanSayWhatIsCarried() throws Exception {
    String media = upload(OWNER);
    MessageId message = new MessageId(UUID.randomUUID());
    erasures.use(CONVERSATION, message, List.of(UUID.fromString(media)));
    MediaServers.MESSAGES.fail();
    try {
      erasures.release(CONVERSATION, message);
      released.takeAway();
      assertThat(released(message.value())).isEqualTo(1);
      assertThat(isThere(OWNER, media)).isTrue();
    } finally {
      MediaServers.MESSAGES.work();
    }
    Awaitility.await().until(() -> !isThere(OWNER, media));
  }

  /// A message's id is chosen by its sender, and counts within its conversation.
  @Test
  void keepsMediaThoughAMessageOfTheSameIdIsDeletedElsewhere() {
    String media = upload(OWNER);
    MessageId message = new MessageId(UUID.randomUUID());
    ConversationId elsewhere = new ConversationId(UUID.randomUUID());
    erasures.release(elsewhere, message);
    erasures.use(CONVERSATION, message, List.of(UUID.fromString(media)));
    assertThat(uses(message.value())).isEqualTo(1);
    erasures.release(elsewhere, message);
    assertThat(uses(message.value())).isEqualTo(1);
    assertThat(isThere(OWNER, media)).isTrue();
    erasures.release(CONVERSATION, message);
    Awaitility.await().until(() -> !isThere(OWNER, media));
  }

  /// It may have been noted before conversations were.
  @Test
  void takesMediaAwayWithAMessageOfAnUnknownConversation() {
    String media = upload(OWNER);
    MessageId message = new MessageId(UUID.randomUUID());
    erasures.use(new ConversationId(new UUID(0, 0)), message, List.of(UUID.fromString(media)));
    erasures.release(CONVERSATION, message);
    Awaitility.await().until(() -> !isThere(OWNER, media));
  }

  /// The two topics are read apart: the end may come first.
  @Test
  void doesNotBringBackWhatWasDeletedBefore() {
    String media = upload(OWNER);
    MessageId message = new MessageId(UUID.randomUUID());
    erasures.release(CONVERSATION, message);
    erasures.use(CONVERSATION, message, List.of(UUID.fromString(media)));
    assertThat(uses(message.value())).isZero();
    Awaitility.await().until(() -> !isThere(OWNER, media));
  }

  @Test
  void takesEverythingAwayWithItsOwner() throws Exception {
    String gone = "erasure-gone";
    List<String> all = List.of(upload(gone), upload(gone));
    String others = upload(OWNER);

    publish("user.deleted", gone, Map.of("user_id", gone));

    Awaitility.await().until(() -> all.stream().noneMatch(media -> isThere(gone, media)));
    assertThat(isThere(OWNER, others)).isTrue();
    JsonNode report = report("user_id=" + gone);
    assertThat(report.path("media").asInt()).isEqualTo(2);
    assertThat(report.path("complete").asBoolean()).as("objects are still there").isFalse();
    assertThatEventSays(report);
    jdbc.sql("UPDATE media SET purged = true WHERE owner_id = ?").param(gone).update();
    assertThat(report("user_id=" + gone).path("complete").asBoolean()).isTrue();
    publish("user.deleted", "nobody", Map.of("user_id", "erasure-had-nothing"));
    Awaitility.await()
        .until(() -> report("user_id=erasure-had-nothing").path("complete").asBoolean());
  }

  @Test
  void tellsModeratorsAlone() {
    String path = "/api/v1/media/erasures?user_id=" + OWNER;
    assertThat(api.as(OWNER).get(path).refusal()).isEqualTo("403 forbidden");
    Api.User moderator = moderator();
    assertThat(moderator.get("/api/v1/media/erasures").refusal())
        .isEqualTo("400 validation_failed");
    Api.Answer both = moderator.get(path + "&message_id=" + UUID.randomUUID());
    assertThat(both.refusal()).isEqualTo("400 validation_failed");
    assertThat(both.json().path("errors").values().stream().map(JsonNode::toString))
        .containsExactly(
            "{\"field\":\"user_id\",\"code\":\"invalid\"}",
            "{\"field\":\"message_id\",\"code\":\"invalid\"}");
    assertThat(moderator.get("/api/v1/media/erasures?user_id=nobody-at-all").refusal())
        .isEqualTo("404 not_found");
  }

  /// What the platform is told is what a moderator is shown.
  private static void assertThatEventSays(JsonNode report) {
    JsonNode event = Published.first("media.erased", report.path("subject_id").asString());
    for (String field : List.of("cause", "subject_id", "media", "bytes")) {
      assertThat(event.path(field)).as(field).isEqualTo(report.path(field));
    }
    assertThat(event.path("bytes").asInt()).isPositive();
    assertThat(event.path("media_ids").size()).isEqualTo(report.path("media").asInt());
  }

  /// It was on its way while its media went, and shows it still.
  @Test
  void tellsAMessageThatIsHeardOfAfterItsMediaHasGone() throws Exception {
    String media = upload(OWNER);
    assertThat(api.as(OWNER).delete("/api/v1/media/" + media).status()).isEqualTo(204);
    assertThat(Published.first("media.erased", media).path("media_ids").get(0).asString())
        .isEqualTo(media);
    publish("message.created", UUID.randomUUID(), media);
    Awaitility.await().until(() -> Published.count("media.erased", media) == 2);
  }

  private Api.User moderator() {
    return api.with(Tokens.user("erasure-moderator").claim("roles", List.of("moderator")).encode());
  }

  private JsonNode report(String query) {
    return moderator().get("/api/v1/media/erasures?" + query).json();
  }

  /// Everything that was published before it has been read.
  private void settleThrough() throws Exception {
    UUID last = UUID.randomUUID();
    for (int i = 0; i < 8; i++) {
      publish("message.created", last, UUID.randomUUID().toString());
    }
    awaitUses(last, 1);
  }

  private String upload(String owner) {
    return api.as(owner).uploaded("cat.png", Images.png(5, 5));
  }

  private boolean isThere(String owner, String media) {
    return api.as(owner).get("/api/v1/media/" + media).status() == 200;
  }

  private void awaitUses(UUID message, int least) {
    Awaitility.await().until(() -> least == 0 ? uses(message) == 0 : uses(message) >= least);
  }

  private int uses(UUID message) {
    return jdbc.sql("SELECT count(*) FROM media_use WHERE message_id = ?")
        .param(message)
        .query(Integer.class)
        .single();
  }

  private int released(UUID message) {
    return jdbc.sql("SELECT count(*) FROM released_media WHERE message_id = ?")
        .param(message)
        .query(Integer.class)
        .single();
  }

  private static void publish(String topic, UUID message, String media) throws Exception {
    Map<String, Object> body = message(message);
    body.put("attachments", List.of(Map.of("media_id", media)));
    publish(topic, message.toString(), body);
  }

  private static void publishDeleted(UUID message) throws Exception {
    Map<String, Object> body = message(message);
    body.put("deleted_at", "2026-11-21T10:00:00.000000Z");
    body.put("change", "deleted");
    publish("message.updated", message.toString(), body);
  }

  private static Map<String, Object> message(UUID id) {
    Map<String, Object> body = new HashMap<>();
    body.put("id", id);
    body.put("conversation_id", CONVERSATION);
    body.put("seq", 1);
    body.put("rev", 1);
    body.put("type", "image");
    body.put("sender_id", OWNER);
    body.put("attachments", List.of());
    body.put("mentions", List.of());
    body.put("reactions", List.of());
    body.put("pinned", false);
    body.put("created_at", "2026-11-21T10:00:00.000000Z");
    return body;
  }

  private static void publish(String topic, String key, Map<String, ?> body) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key, Json.mapper().writeValueAsBytes(body))).get();
    }
  }
}
