package dev.parley.realtime.presence;

import dev.parley.common.event.PresenceChanged;
import dev.parley.common.event.Topics;
import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import dev.parley.realtime.presence.NodeRecord.Kind;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Has this node hear what the others say, and what the world has been told, from its start to its
/// end.
@Component
class PresenceLinks implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(PresenceLinks.class);

  private final PresenceNode node;
  private final PresenceSpeaker speaker;
  private final BroadcastConsumer nodes;
  private final BroadcastConsumer told;

  PresenceLinks(
      PresenceNode node,
      PresenceSpeaker speaker,
      PresenceProperties properties,
      KafkaProperties kafka,
      Clock clock) {
    this.node = node;
    this.speaker = speaker;
    this.nodes =
        BroadcastConsumer.ofRecords(
            "presence-nodes",
            kafka.buildConsumerProperties(),
            List.of(Topics.PRESENCE_NODE),
            record -> take(record, NodeRecord.class, node::hear));
    this.told =
        BroadcastConsumer.ofRecords(
                "presence-told",
                kafka.buildConsumerProperties(),
                List.of(Topics.PRESENCE_CHANGED),
                record -> take(record, PresenceChanged.class, node::hearTold))
            .since(() -> clock.instant().minus(properties.history()));
  }

  private static <T> void take(
      ConsumerRecord<String, byte[]> record, Class<T> type, Consumer<T> taker) {
    try {
      taker.accept(EventDecoder.body(record, type));
    } catch (MalformedEventException | IllegalArgumentException e) {
      log.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("offset", record.offset())
          .log("Skipped a malformed record");
    }
  }

  @Scheduled(fixedDelay = 100)
  void sweep() {
    node.sweep(nodes.isReading() && nodes.isRunning());
  }

  @Override
  public void start() {
    nodes.start();
    told.start();
  }

  /// Its users are gone with it, or come back elsewhere.
  @Override
  public void stop() {
    nodes.stop();
    told.stop();
    speaker.say(Kind.BYE);
  }

  @Override
  public boolean isRunning() {
    return nodes.isRunning();
  }

  /// What happens meanwhile would be lost to it.
  @Override
  public boolean isPauseable() {
    return false;
  }
}
