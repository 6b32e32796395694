package dev.parley.common.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Takes one record at a time: one that cannot be taken leaves the others of its poll alone. It is
/// not set aside, as every node would do that, but skipped: a [MalformedEventException] with a
/// warning, any other failure as an error, each counted in `parley.events.skipped` by its `topic`.
final class SingleRecords implements BroadcastConsumer.Handler, MeterBinder {

  private static final Logger log = LoggerFactory.getLogger(BroadcastConsumer.class);
  private static final String METER = "parley.events.skipped";

  private final Consumer<ConsumerRecord<String, byte[]>> handler;
  private volatile @Nullable MeterRegistry registry;

  SingleRecords(Consumer<ConsumerRecord<String, byte[]>> handler) {
    this.handler = handler;
  }

  @Override
  public void bindTo(MeterRegistry newRegistry) {
    registry = newRegistry;
  }

  @Override
  public void take(ConsumerRecords<String, byte[]> records) {
    records.forEach(this::take);
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    try {
      handler.accept(record);
    } catch (MalformedEventException e) {
      count(record);
      at(record, log.atWarn())
          .addKeyValue("reason", e.getMessage())
          .log("Skipped a malformed event");
    } catch (RuntimeException e) {
      count(record);
      at(record, log.atError()).setCause(e).log("A record could not be taken");
    }
  }

  private void count(ConsumerRecord<?, ?> record) {
    MeterRegistry counted = registry;
    if (counted != null) {
      counted.counter(METER, "topic", record.topic()).increment();
    }
  }

  private static LoggingEventBuilder at(ConsumerRecord<?, ?> record, LoggingEventBuilder event) {
    return event
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset());
  }
}
