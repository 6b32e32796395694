package dev.parley.common.revocation;

import dev.parley.common.event.SessionRevoked;
import dev.parley.common.event.Topics;
import dev.parley.common.id.UserId;
import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.security.Revocations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Has this process refuse what `session.revoked` and `user.deleted` take back. Every process reads
/// both topics from as long ago as a token lives, and keeps nothing: Kafka is the store.
///
/// A process takes requests when it has read what was there at its start, or after a few seconds
/// without: that Kafka is away must not keep everybody out.
final class RevocationFeed implements SmartLifecycle, MeterBinder {

  private static final Logger log = LoggerFactory.getLogger(RevocationFeed.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// Before the web server, which starts 2 048 before the last, and whatever else takes tokens.
  private static final int PHASE = DEFAULT_PHASE - 4 * 1_024;

  private final Revocations revocations;
  private final List<RevocationListener> listeners;
  private final BroadcastConsumer consumer;

  /// @param settings of a Kafka consumer
  RevocationFeed(
      Revocations revocations,
      List<RevocationListener> listeners,
      Map<String, Object> settings,
      Clock clock) {
    this.revocations = revocations;
    this.listeners = List.copyOf(listeners);
    this.consumer =
        BroadcastConsumer.ofRecords(
                "revocations",
                settings,
                List.of(Topics.SESSION_REVOKED, Topics.USER_DELETED),
                this::take)
            .since(() -> clock.instant().minus(revocations.kept()));
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    try (var _ = EventDecoder.trace(record)) {
      SessionRevoked body = EventDecoder.body(record, SessionRevoked.class);
      UserId user = EventDecoder.user(body.userId());
      boolean deleted = record.topic().equals(Topics.USER_DELETED);
      revoke(user, deleted ? SessionRevoked.all(body.userId(), body.at()) : body, record);
      listeners.forEach(listener -> listener.revoked(user, deleted ? "user_deleted" : "revoked"));
    }
  }

  private void revoke(UserId user, SessionRevoked body, ConsumerRecord<String, byte[]> record) {
    Instant at = body.at() == null ? Instant.ofEpochMilli(record.timestamp()) : body.at();
    if (body.jti() != null) {
      revocations.revokeToken(user, body.jti(), at);
    }
    if (body.session() != null) {
      revocations.revokeSession(user, body.session(), at);
    }
    if (body.jti() == null && body.session() == null) {
      revocations.revokeAll(user, at);
    }
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    consumer.bindTo(registry);
  }

  @Override
  public void start() {
    consumer.start();
    try {
      if (!consumer.awaitCaughtUp(PATIENCE)) {
        log.atWarn().log("Starts without knowing all tokens that were revoked");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    consumer.stop();
  }

  @Override
  public boolean isRunning() {
    return consumer.isRunning();
  }

  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
