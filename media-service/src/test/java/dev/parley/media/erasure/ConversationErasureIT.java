package dev.parley.media.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.ConversationErased;
import dev.parley.common.event.Topics;
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
import java.time.Instant;
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
class ConversationErasureIT {

  private static final String OWNER = "ended-owner";

  private final ConversationId ended = new ConversationId(UUID.randomUUID());
  private final ConversationId elsewhere = new ConversationId(UUID.randomUUID());

  @LocalServerPort int port;
  @Autowired Erasures erasures;
  @Autowired ConversationEnds ends;
  @Autowired JdbcClient jdbc;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  /// What was sent elsewhere too stays, and what was reported.
  @Test
  void takesAwayWhatWasSentThereAlone() throws Exception {
    String sentTwice = upload();
    String other = upload();
    String forwarded = upload();
    for (String media : List.of(sentTwice, sentTwice, other, forwarded)) {
      send(ended, media);
    }
    MessageId forward = send(elsewhere, forwarded);
    String reported = upload();
    MediaServers.MESSAGES.carry(reported, ended.toString(), send(ended, reported).toString());

    publishEnd();
    publishEnd();

    Awaitility.await().until(() -> !isThere(sentTwice) && !isThere(other));
    Awaitility.await().until(() -> released() == 0);
    assertThat(isThere(forwarded)).isTrue();
    assertThat(isThere(reported)).isTrue();
    JsonNode report = report();
    assertThat(report.path("cause").asString()).isEqualTo("conversation");
    assertThat(report.path("media").asInt()).isEqualTo(2);
    assertThat(report.path("bytes").asInt()).isPositive();
    assertThat(report.path("complete").asBoolean()).as("objects are still there").isFalse();
    for (String media : List.of(sentTwice, other)) {
      jdbc.sql("UPDATE media SET purged = true WHERE id = ?")
          .param(UUID.fromString(media))
          .update();
    }
    assertThat(report().path("complete").asBoolean()).isTrue();
    Awaitility.await().until(() -> toldByEvents() == 2);

    erasures.release(elsewhere, forward);
    Awaitility.await().until(() -> !isThere(forwarded));
    assertThat(report().path("media").asInt()).isEqualTo(2);
  }

  /// Topics are read apart: a message may be heard of after its conversation's end.
  @Test
  void takesAwayWhatAMessageCarriedThatIsHeardOfLate() throws Exception {
    String late = upload();
    publishEnd();
    Awaitility.await().until(() -> report().path("complete").asBoolean());
    assertThat(report().path("media").asInt(-1)).isZero();

    send(ended, late);

    Awaitility.await().until(() -> !isThere(late));
    Awaitility.await().until(() -> report().path("media").asInt() == 1);
  }

  /// The process ends when some of it is released.
  @Test
  void goesOnWhenTheEndIsToldAgain() throws Exception {
    List<String> all = List.of(upload(), upload(), upload());
    all.forEach(media -> send(ended, media));
    ends.end(ended);
    assertThat(ends.releaseSome(ended, 1)).isTrue();
    assertThat(report().path("complete").asBoolean()).as("some is not released").isFalse();

    publishEnd();

    Awaitility.await().until(() -> all.stream().noneMatch(this::isThere));
    Awaitility.await().until(() -> report().path("media").asInt() == all.size());
  }

  @Test
  void aMalformedEndGoesToTheDeadLettersAndTheNextLands() throws Exception {
    publish("bad", Map.of("messages", 1));
    publishEnd();
    Awaitility.await().until(() -> report().path("complete").asBoolean());
    Published.first(Topics.deadLetters(Topics.CONVERSATION_ERASED), "bad");
    assertThat(moderator().get("/api/v1/media/erasures?conversation_id=no-id").refusal())
        .isEqualTo("400 validation_failed");
  }

  private String upload() {
    return api.as(OWNER).uploaded("cat.png", Images.png(5, 5));
  }

  private MessageId send(ConversationId conversation, String media) {
    MessageId message = new MessageId(UUID.randomUUID());
    erasures.use(conversation, message, List.of(UUID.fromString(media)));
    return message;
  }

  private boolean isThere(String media) {
    return api.as(OWNER).get("/api/v1/media/" + media).status() == 200;
  }

  private Api.User moderator() {
    return api.with(Tokens.user("ended-moderator").claim("roles", List.of("moderator")).encode());
  }

  private JsonNode report() {
    return moderator().get("/api/v1/media/erasures?conversation_id=" + ended).json();
  }

  private int released() {
    return jdbc.sql("SELECT count(*) FROM released_media WHERE conversation_id = ?")
        .param(ended.value())
        .query(Integer.class)
        .single();
  }

  private int toldByEvents() {
    return Published.all(Topics.MEDIA_ERASED, ended.toString()).stream()
        .mapToInt(event -> event.path("media").asInt())
        .sum();
  }

  private void publishEnd() throws Exception {
    publish(ended.toString(), new ConversationErased(ended, 3, Instant.EPOCH));
  }

  private static void publish(String key, Object body) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      byte[] value = Json.mapper().writeValueAsBytes(body);
      producer.send(new ProducerRecord<>(Topics.CONVERSATION_ERASED, key, value)).get();
    }
  }
}
