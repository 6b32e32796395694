package dev.parley.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Event;
import dev.parley.common.event.Headers;
import dev.parley.common.kafka.RecordSizes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// An event that is larger than Kafka's limit is kept aside, and holds up no other.
class RefusedEventsIT extends OutboxRelayTest {

  private static final int OVER_A_MEGABYTE = 1_200_000;

  private static final Map<String, Object> LARGER =
      Map.of("max.request.size", RecordSizes.MAX_RECORD);

  /// What is larger than the producer's limit never leaves the process.
  @Test
  void goesOnWithTheOthersWhereTheProducerRefusesOne() {
    appendLargeBetweenOthers();
    start(OutboxRelayTest::producer);
    awaitAllButTheLargeOne();
  }

  /// The topic's limit is the usual megabyte here, and the producer's is above it.
  @Test
  void goesOnWithTheOthersWhereTheBrokerRefusesOne() {
    appendLargeBetweenOthers();
    start(() -> producer(LARGER));
    awaitAllButTheLargeOne();
  }

  @Test
  void canBePutBackWhenThereIsRoomForIt() {
    appendLargeBetweenOthers();
    OutboxRelay relay = start(OutboxRelayTest::producer);
    awaitAllButTheLargeOne();
    relay.stop();

    jdbc.update(
        """
        WITH back AS (DELETE FROM refused_event RETURNING topic, events)
        INSERT INTO outbox (topic, event_count, events) SELECT topic, 1, events FROM back
        """);
    // Compressed, it is within the topic's limit.
    start(() ->
        producer(Map.of("max.request.size", RecordSizes.MAX_RECORD, "compression.type", "gzip")));
    await().untilAsserted(() -> assertThat(seqs()).containsExactly(1L, 2L, 4L, 5L, 3L));
    assertThat(records("a").getLast().value()).hasSize(OVER_A_MEGABYTE);
  }

  /// In a row with others, and before one more.
  private void appendLargeBetweenOthers() {
    append("a", 1);
    transactions.executeWithoutResult(
        _ -> outbox.append(List.of(event("a", 2), large("a", 3), event("a", 4))));
    append("a", 5);
  }

  private void awaitAllButTheLargeOne() {
    await().untilAsserted(() -> assertThat(rows()).isZero());
    assertThat(seqs()).containsExactly(1L, 2L, 4L, 5L);
    assertThat(jdbc.queryForList("SELECT topic, key FROM refused_event"))
        .containsExactly(Map.of("topic", topic, "key", "a"));
  }

  private Event large(String key, int value) {
    Event event = event(key, value);
    return new Event(
        event.id(),
        event.type(),
        event.source(),
        event.time(),
        event.subject(),
        event.key(),
        event.extensions(),
        new byte[OVER_A_MEGABYTE]);
  }

  private List<Long> seqs() {
    return records("a").stream().map(r -> Headers.number(r.headers(), "ce_seq")).toList();
  }
}
