package dev.parley.realtime.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.parley.common.json.Json;
import dev.parley.common.kafka.BroadcastProducer;
import dev.parley.common.testing.MutableClock;
import dev.parley.realtime.presence.NodeRecord.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceNodeTests {

  private static final PresenceProperties PROPERTIES =
      new PresenceProperties(
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(2),
          100,
          Duration.ofHours(1));

  private final MockProducer<String, byte[]> kafka =
      new MockProducer<>(
          false, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
  private final NodeName name = new NodeName("here");
  private final PresenceNode node = node(name);

  private PresenceNode node(NodeName called) {
    return new PresenceNode(
        new PresenceBook(called.value(), PROPERTIES),
        mock(Watchers.class),
        new PresenceSpeaker(called, new BroadcastProducer(kafka)),
        PROPERTIES,
        MutableClock.at(Instant.parse("2026-11-21T10:00:00Z")));
  }

  @BeforeEach
  void introduceItself() {
    node.sweep(true);
    assertThat(said())
        .extracting(NodeRecord::kind)
        .containsExactly(Kind.ASK, Kind.STATE, Kind.BEAT);
    takeAll();
  }

  /// The others would else take a user who has gone for here, as long as this node gives signs of
  /// life.
  @Test
  void saysAllItKnowsWhenAChangeHasBeenLost() {
    node.say("ann", PresenceStatus.ONLINE);
    node.say("bob", PresenceStatus.ONLINE);
    node.sweep(true);
    assertThat(said()).extracting(NodeRecord::kind).containsExactly(Kind.CHANGES);
    takeAll();

    node.say("ann", PresenceStatus.OFFLINE);
    node.sweep(true);
    lose();
    node.sweep(true);
    assertThat(said())
        .containsExactly(
            new NodeRecord(name.value(), Kind.STATE, Map.of("bob", PresenceStatus.ONLINE)));
    lose();
    node.sweep(true);
    assertThat(said()).extracting(NodeRecord::kind).containsExactly(Kind.STATE);
    takeAll();

    node.sweep(true);
    assertThat(said()).isEmpty();
  }

  /// Else those who were there before it would say nothing of their users until they turn.
  @Test
  void asksAgainWhenItHasNotBeenHeard() {
    PresenceNode newcomer = node(new NodeName("new"));
    newcomer.sweep(true);
    lose();
    newcomer.sweep(true);

    assertThat(said()).extracting(NodeRecord::kind).contains(Kind.ASK);
    takeAll();
    newcomer.sweep(true);
    assertThat(said()).isEmpty();
  }

  private List<NodeRecord> said() {
    return kafka.history().stream()
        .map(record -> Json.mapper().readValue(record.value(), NodeRecord.class))
        .toList();
  }

  private void takeAll() {
    while (kafka.completeNext()) {
      // and the next
    }
    kafka.clear();
  }

  private void lose() {
    assertThat(kafka.errorNext(new TimeoutException("Kafka is away"))).isTrue();
    kafka.clear();
  }
}
