package dev.parley.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Headers;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/// What is committed reaches Kafka though the process that relays dies, or is cut off, and another
/// takes over.
class RelayLeadershipIT extends OutboxRelayTest {

  @Test
  void aLeaderThatDiesMidBatchLosesNothingAndDoublesNothingThatAConsumerKeeps() {
    for (int i = 1; i <= 20; i++) {
      append("a", i);
    }
    // Its producer is gone after some of a batch's records are with the broker and before their
    // rows are deleted, three times over.
    AtomicInteger deaths = new AtomicInteger();
    start(() -> deaths.incrementAndGet() <= 3 ? dying(producer(), 3) : producer());
    await().untilAsserted(() -> assertThat(rows()).isZero());

    List<ConsumerRecord<String, byte[]>> records = records("a");
    assertThat(records).hasSizeGreaterThan(20);
    assertThat(keptByAConsumer(records))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
  }

  /// The one that was cut off does not know it yet, and sends the rest of its batch behind what its
  /// successor has sent.
  @Test
  void aLeaderThatIsCutOffMidBatchDoublesNothingThatAConsumerKeeps() throws Exception {
    for (int i = 1; i <= 20; i++) {
      append("a", i);
    }
    CountDownLatch midBatch = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    start(() -> stalling(producer(), midBatch, goOn, ended));
    midBatch.await();
    start(OutboxRelayTest::producer);
    cutLeaderOff();
    await().untilAsserted(() -> assertThat(rows()).isZero());
    goOn.countDown();
    ended.await();

    List<ConsumerRecord<String, byte[]>> records = records("a");
    assertThat(records).hasSizeGreaterThan(20);
    assertThat(keptByAConsumer(records))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
  }

  @Test
  void anotherProcessTakesOverWhenTheLeadersSessionIsGone() {
    OutboxRelay first = start(OutboxRelayTest::producer);
    append("a", 1);
    await().untilAsserted(() -> assertThat(values("a")).containsExactly(1));
    OutboxRelay second = start(OutboxRelayTest::producer);
    append("a", 2);
    await().untilAsserted(() -> assertThat(values("a")).containsExactly(1, 2));

    first.stop();
    append("a", 3);
    await().untilAsserted(() -> assertThat(values("a")).containsExactly(1, 2, 3));
    assertThat(second.isRunning()).isTrue();
  }

  @Test
  void oneLeadsAtATime() {
    for (int i = 0; i < 4; i++) {
      start(OutboxRelayTest::producer);
    }
    for (int i = 1; i <= 60; i++) {
      append("a", i);
    }
    await().untilAsserted(() -> assertThat(rows()).isZero());
    assertThat(values("a")).hasSize(60).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void startsOverWhenItsDatabaseSessionIsKilled() {
    start(OutboxRelayTest::producer);
    append("a", 1);
    await().untilAsserted(() -> assertThat(rows()).isZero());
    cutLeaderOff();
    append("a", 2);
    await().untilAsserted(() -> assertThat(values("a")).contains(1, 2));
  }

  private void cutLeaderOff() {
    jdbc.queryForList(
        """
        SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()
        """);
  }

  /// As a consumer does: an event that it has seen changes nothing.
  private static List<Integer> keptByAConsumer(List<ConsumerRecord<String, byte[]>> records) {
    Set<String> seen = new HashSet<>();
    List<Integer> kept = new ArrayList<>();
    for (var record : records) {
      String id = String.valueOf(Headers.text(record.headers(), Headers.ID));
      if (seen.add(id)) {
        kept.add(value(record));
      }
    }
    return kept;
  }

  /// Sends some records and then is as good as dead: the rest of the batch never leaves.
  private static Producer<String, byte[]> dying(Producer<String, byte[]> real, int sends) {
    AtomicInteger left = new AtomicInteger(sends);
    return intercepted(
        real,
        method -> {
          if (method.equals("send") && left.getAndDecrement() <= 0) {
            real.flush();
            throw new KafkaException("the process is gone");
          }
        });
  }

  /// Stops after its second record until it may go on.
  ///
  /// @param ended when its user has closed it
  private static Producer<String, byte[]> stalling(
      Producer<String, byte[]> real,
      CountDownLatch midBatch,
      CountDownLatch goOn,
      CountDownLatch ended) {
    AtomicInteger sent = new AtomicInteger();
    return intercepted(
        real,
        method -> {
          if (method.equals("send") && sent.incrementAndGet() == 3) {
            real.flush();
            midBatch.countDown();
            goOn.await();
          } else if (method.equals("close")) {
            real.flush();
            ended.countDown();
          }
        });
  }

  private interface Interception {
    void before(String method) throws InterruptedException;
  }

  @SuppressWarnings("unchecked")
  private static Producer<String, byte[]> intercepted(
      Producer<String, byte[]> real, Interception interception) {
    return (Producer<String, byte[]>)
        Proxy.newProxyInstance(
            Producer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (_, method, arguments) -> {
              interception.before(method.getName());
              return method.invoke(real, arguments);
            });
  }
}
