package dev.parley.common.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.ConsumerAwareRecordRecoverer;

/// Sets records aside that are given up, and says so: in the log, and in `parley.dead.letters`, the
/// number of them by the `topic` they came from.
final class DeadLetters implements ConsumerAwareRecordRecoverer {

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
  private static final String METER = "parley.dead.letters";

  private final ConsumerAwareRecordRecoverer publisher;
  private final MeterRegistry registry;

  /// @param publisher throws where it could put the record nowhere: then it is not given up
  DeadLetters(ConsumerAwareRecordRecoverer publisher, MeterRegistry registry) {
    this.publisher = publisher;
    this.registry = registry;
  }

  @Override
  public void accept(
      ConsumerRecord<?, ?> record, @Nullable Consumer<?, ?> consumer, @Nullable Exception failure) {
    publisher.accept(record, consumer, failure);
    registry.counter(METER, "topic", record.topic()).increment();
    log.atWarn()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("key", record.key())
        .addKeyValue("reason", reasonOf(failure))
        .log("A record was set aside with the dead letters");
  }

  /// Our own words, or what kind of failure it was: what others say of it may quote the record.
  private static @Nullable String reasonOf(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof KafkaException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case null -> null;
      case MalformedEventException malformed -> malformed.getMessage();
      case Throwable other -> other.getClass().getSimpleName();
    };
  }
}
