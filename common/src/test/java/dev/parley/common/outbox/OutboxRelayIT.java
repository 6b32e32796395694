package dev.parley.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Event;
import dev.parley.common.event.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What is committed reaches Kafka, and nothing else, in order for each key.
class OutboxRelayIT extends OutboxRelayTest {

  @Test
  void publishesWhatWasCommittedWhileNoRelayRan() {
    append("a", 1);
    append("a", 2);
    assertThat(rows()).isEqualTo(2);

    start(OutboxRelayTest::producer);
    await().untilAsserted(() -> assertThat(values("a")).containsExactly(1, 2));
    await().untilAsserted(() -> assertThat(rows()).isZero());
  }

  @Test
  void publishesNothingThatWasRolledBack() {
    start(OutboxRelayTest::producer);
    transactions.executeWithoutResult(status -> {
      outbox.append(event("a", 1));
      status.setRollbackOnly();
    });
    append("a", 2);

    await().untilAsserted(() -> assertThat(values("a")).containsExactly(2));
  }

  @Test
  void refusesEventsOutsideATransaction() {
    assertThatThrownBy(() -> outbox.append(event("a", 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keepsTheOrderOfEachKeyWhileManyCommit() throws Exception {
    start(OutboxRelayTest::producer);
    jdbc.execute("CREATE TABLE head (key text PRIMARY KEY, seq integer NOT NULL)");
    List<String> keys = List.of("k1", "k2", "k3");
    keys.forEach(key -> jdbc.update("INSERT INTO head VALUES (?, 0)", key));
    List<Future<?>> writers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 120; i++) {
        String key = keys.get(i % keys.size());
        writers.add(threads.submit(() -> appendNext(key)));
      }
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
    for (String key : keys) {
      await().untilAsserted(() -> assertThat(values(key)).hasSize(40));
      assertThat(values(key)).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void goesOnWhenARowThatItCouldNotReadIsMended() {
    jdbc.update(
        "INSERT INTO outbox (topic, event_count, events) VALUES (?, 1, ?)", topic, bytes(9));
    append("a", 1);
    OutboxRelay relay = start(OutboxRelayTest::producer);
    await().during(Duration.ofMillis(700)).until(() -> rows() == 2);

    jdbc.update("DELETE FROM outbox WHERE length(events) = 1");
    await().untilAsserted(() -> assertThat(values("a")).containsExactly(1));
    assertThat(relay.isRunning()).isTrue();
  }

  @Test
  void carriesTheEventsAttributesAsHeaders() {
    Event event = event("a", 1);
    transactions.executeWithoutResult(_ -> outbox.append(event));
    start(OutboxRelayTest::producer);
    await().untilAsserted(() -> assertThat(records("a")).hasSize(1));

    var headers = records("a").getFirst().headers();
    assertThat(Headers.text(headers, Headers.ID)).isEqualTo(event.id());
    assertThat(Headers.text(headers, Headers.TYPE)).isEqualTo(topic);
    assertThat(Headers.text(headers, Headers.SPEC_VERSION)).isEqualTo("1.0");
    assertThat(Headers.number(headers, "ce_seq")).isEqualTo(1);
  }

  /// As the services do: the event is appended while the row that its key names is locked.
  private void appendNext(String key) {
    transactions.executeWithoutResult(_ -> {
      Integer seq =
          jdbc.queryForObject(
              "UPDATE head SET seq = seq + 1 WHERE key = ? RETURNING seq", Integer.class, key);
      outbox.append(event(key, seq == null ? 0 : seq));
    });
  }

  private static byte[] bytes(int only) {
    return new byte[] {(byte) only};
  }
}
