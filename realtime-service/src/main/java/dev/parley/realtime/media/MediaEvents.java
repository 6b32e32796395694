package dev.parley.realtime.media;

import dev.parley.common.event.Topics;
import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.common.kafka.MalformedEventException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Has this node hear what media-service says, from its start to its end. Apart from the messages:
/// no delivery waits for it, and no start.
@Component
class MediaEvents implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(MediaEvents.class);

  private final MediaProgressFanOut fanOut;
  private final BroadcastConsumer consumer;

  MediaEvents(MediaProgressFanOut fanOut, KafkaProperties kafka) {
    this.fanOut = fanOut;
    this.consumer =
        BroadcastConsumer.ofRecords(
            "media-events",
            kafka.buildConsumerProperties(),
            List.of(Topics.MEDIA_PROGRESS, Topics.MEDIA_READY, Topics.MEDIA_REJECTED),
            this::take);
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    try {
      fanOut.take(record);
    } catch (MalformedEventException e) {
      log.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .log("Skipped a malformed event");
    }
  }

  boolean isReading() {
    return consumer.isReading();
  }

  @Override
  public void start() {
    consumer.start();
  }

  @Override
  public void stop() {
    consumer.stop();
  }

  @Override
  public boolean isRunning() {
    return consumer.isRunning();
  }

  /// What happens meanwhile would be lost to it.
  @Override
  public boolean isPauseable() {
    return false;
  }
}
