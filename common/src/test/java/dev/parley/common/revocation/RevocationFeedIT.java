package dev.parley.common.revocation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.common.id.UserId;
import dev.parley.common.security.Caller;
import dev.parley.common.security.Revocations;
import dev.parley.common.testing.KafkaBroker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RevocationFeedIT {

  private static final Map<String, Object> SETTINGS =
      Map.of("bootstrap.servers", KafkaBroker.bootstrapServers());
  private static final Clock CLOCK = Clock.systemUTC();

  private final String user = "anna-" + UUID.randomUUID();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(SETTINGS, new StringSerializer(), new ByteArraySerializer());
  private final Revocations revocations = new Revocations(Duration.ofHours(1), CLOCK);
  private final RevocationFeed feed =
      new RevocationFeed(
          revocations, List.of((id, reason) -> told.add(id + " " + reason)), SETTINGS, CLOCK);

  @BeforeEach
  void makeTopics() {
    assertThat(producer.partitionsFor(Topics.SESSION_REVOKED)).isNotEmpty();
    assertThat(producer.partitionsFor(Topics.USER_DELETED)).isNotEmpty();
  }

  @AfterEach
  void stop() {
    feed.stop();
    producer.close();
  }

  /// What was revoked before this process came to be is refused from its first request on.
  @Test
  void knowsAtItsStartWhatWasRevokedBefore() throws Exception {
    publish(Topics.SESSION_REVOKED, CLOCK.instant(), "{\"user_id\":\"%s\"}");

    feed.start();

    assertThat(revocations.covers(caller(CLOCK.instant().minusSeconds(5)))).isTrue();
  }

  /// Those tokens have ended by themselves.
  @Test
  void asksNotForWhatIsOlderThanATokenLives() throws Exception {
    publish(
        Topics.SESSION_REVOKED,
        CLOCK.instant().minus(Duration.ofHours(2)),
        "{\"user_id\":\"%s\",\"jti\":\"old\"}");

    feed.start();

    assertThat(revocations.covers(caller(CLOCK.instant()))).isFalse();
  }

  @Test
  void refusesFromNowOnAndTellsWhoListens() throws Exception {
    feed.start();
    Instant before = CLOCK.instant().minusSeconds(5);

    publish(Topics.SESSION_REVOKED, CLOCK.instant(), "[]");
    publish(Topics.SESSION_REVOKED, CLOCK.instant(), "{\"user_id\":\"\"}");
    publish(Topics.SESSION_REVOKED, CLOCK.instant(), "{\"user_id\":\"%s\",\"jti\":\"other\"}");
    await().until(() -> told.contains(user + " revoked"));
    assertThat(revocations.covers(caller(before))).isFalse();
    publish(Topics.USER_DELETED, CLOCK.instant(), "{\"user_id\":\"%s\"}");

    await().until(() -> told.contains(user + " user_deleted"));
    assertThat(revocations.covers(caller(before))).isTrue();
  }

  private Caller caller(Instant issuedAt) {
    return new Caller(new UserId(user), null, null, Set.of(), "jti", null, issuedAt, Instant.MAX);
  }

  private void publish(String topic, Instant at, String body) throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                topic, null, at.toEpochMilli(), user, body.formatted(user).getBytes(UTF_8)))
        .get();
  }
}
