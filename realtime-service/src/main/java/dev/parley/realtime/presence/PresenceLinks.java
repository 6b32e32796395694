package dev.parley.realtime.presence;

import dev.parley.common.event.PresenceChanged;
import dev.parley.common.event.Topics;
import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import dev.parley.realtime.presence.NodeRecord.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Has this node hear what the others say, and what the world has been told, from its start to its
/// end.
@Component
class PresenceLinks implements SmartLifecycle, MeterBinder {

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
            record -> node.hear(EventDecoder.body(record, NodeRecord.class)));
    this.told =
        BroadcastConsumer.ofRecords(
                "presence-told",
                kafka.buildConsumerProperties(),
                List.of(Topics.PRESENCE_CHANGED),
                this::hearTold)
            .since(() -> clock.instant().minus(properties.history()));
  }

  private void hearTold(ConsumerRecord<String, byte[]> record) {
    PresenceChanged told = EventDecoder.body(record, PresenceChanged.class);
    try {
      node.hearTold(told);
    } catch (IllegalArgumentException e) {
      throw new MalformedEventException("the status is none that there is", e);
    }
  }

  @Scheduled(fixedDelay = 100)
  void sweep() {
    node.sweep(nodes.isReading() && nodes.isRunning());
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    nodes.bindTo(registry);
    told.bindTo(registry);
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
