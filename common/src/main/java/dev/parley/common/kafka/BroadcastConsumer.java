package dev.parley.common.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Reads every partition of its topics on every node, from the end: for caches and fan-out, where a
/// node needs what happens from now on and nothing of before; or from some time ago ([#since]). It
/// has no group, so there is nothing to rebalance and nothing to commit. One thread calls the
/// handler, in each partition's order.
public final class BroadcastConsumer implements SmartLifecycle, MeterBinder {

  /// Takes what one poll brought. An exception is logged and the records count as taken: whoever
  /// reads by broadcast must be able to catch up by other means.
  @FunctionalInterface
  public interface Handler {
    void take(ConsumerRecords<String, byte[]> records);
  }

  private static final Logger log = LoggerFactory.getLogger(BroadcastConsumer.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration NEW_PARTITIONS = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofMillis(500);

  private final String name;
  private final Map<String, Object> settings;
  private final List<String> topics;
  private final Handler handler;
  private final CountDownLatch reading = new CountDownLatch(1);
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private Map<TopicPartition, Long> endsAtStart = Map.of();
  private volatile @Nullable Supplier<Instant> since;
  private volatile Runnable whenReading = () -> {};
  private volatile boolean running;
  private volatile long lastTurn;
  private volatile @Nullable KafkaConsumer<String, byte[]> current;
  private volatile @Nullable Thread thread;

  /// @param settings a consumer's, of which group, offsets and deserialisers are overridden
  public BroadcastConsumer(
      String name, Map<String, Object> settings, List<String> topics, Handler handler) {
    this.name = name;
    this.settings = new HashMap<>(settings);
    this.settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    this.settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    this.settings.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
    this.settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    this.settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    this.settings.putIfAbsent(
        ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) NEW_PARTITIONS.toMillis());
    this.topics = List.copyOf(topics);
    this.handler = handler;
  }

  /// As the constructor, for a handler that takes one record at a time: one that fails takes no
  /// other with it, and is logged and counted ([SingleRecords]).
  public static BroadcastConsumer ofRecords(
      String name,
      Map<String, Object> settings,
      List<String> topics,
      Consumer<ConsumerRecord<String, byte[]>> handler) {
    return new BroadcastConsumer(name, settings, topics, new SingleRecords(handler));
  }

  /// What to do at the moment from which on nothing is missed: such as to forget what was fetched
  /// before it.
  ///
  /// @return this, before it is started
  public BroadcastConsumer whenReading(Runnable action) {
    whenReading = action;
    return this;
  }

  /// Reads what was written since then too, where Kafka still has it.
  ///
  /// @return this, before it is started
  public BroadcastConsumer since(Supplier<Instant> time) {
    since = time;
    return this;
  }

  /// Waits until it has taken all that was there at its start.
  ///
  /// @return false when that takes longer
  public boolean awaitCaughtUp(Duration patience) throws InterruptedException {
    return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Whether it knows where each partition ends, so that nothing written from now on is missed.
  public boolean isReading() {
    return reading.getCount() == 0;
  }

  /// Whether it has gone round within this time: it reads, no failure keeps it from it, and no
  /// record holds up its handler.
  public boolean goesRound(Duration time) {
    return isReading() && System.nanoTime() - lastTurn <= time.toNanos();
  }

  public void awaitReading() throws InterruptedException {
    reading.await();
  }

  /// Whoever has one that is no bean passes this on.
  @Override
  public void bindTo(MeterRegistry registry) {
    if (handler instanceof MeterBinder counting) {
      counting.bindTo(registry);
    }
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    KafkaConsumer<String, byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    Thread reader = thread;
    if (reader != null) {
      try {
        reader.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// What happens while it does not read is lost to it.
  @Override
  public boolean isPauseable() {
    return false;
  }

  private void run() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    while (running) {
      try (var consumer =
          new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
        current = consumer;
        read(consumer, positions);
      } catch (WakeupException e) {
        log.atDebug().addKeyValue("consumer", name).log("Woken to stop");
      } catch (RuntimeException e) {
        log.atWarn().addKeyValue("consumer", name).setCause(e).log("Reading failed, starting over");
        pause();
      }
    }
  }

  private void read(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> positions) {
    long assignedAt = 0;
    while (running) {
      if (System.nanoTime() - assignedAt > NEW_PARTITIONS.toNanos() || assignedAt == 0) {
        if (!assign(consumer, positions)) {
          pause();
          continue;
        }
        assignedAt = System.nanoTime();
      }
      noteCaughtUp(consumer);
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      lastTurn = System.nanoTime();
      if (!records.isEmpty()) {
        try {
          handler.take(records);
        } catch (RuntimeException e) {
          log.atError().addKeyValue("consumer", name).setCause(e).log("Handler failed");
        }
        records.nextOffsets().forEach((p, next) -> positions.put(p, next.offset()));
      }
    }
  }

  private void noteCaughtUp(KafkaConsumer<String, byte[]> consumer) {
    if (caughtUp.getCount() > 0
        && endsAtStart.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
      endsAtStart = Map.of();
      caughtUp.countDown();
    }
  }

  /// Where it was, for partitions that it has read; their end for those that were there at the
  /// start; their beginning for those that came later, whose every record is new.
  private boolean assign(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> positions) {
    Collection<TopicPartition> all =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    long topicsFound = all.stream().map(TopicPartition::topic).distinct().count();
    if (topicsFound < topics.size()) {
      return false;
    }
    if (consumer.assignment().size() == all.size()) {
      return true;
    }
    // Before it asks where they end: the client warns of each partition that it hears of otherwise.
    consumer.assign(all);
    List<TopicPartition> unknown = all.stream().filter(p -> !positions.containsKey(p)).toList();
    positions.putAll(
        reading.getCount() > 0 ? starts(consumer, unknown) : consumer.beginningOffsets(unknown));
    all.forEach(p -> consumer.seek(p, positions.getOrDefault(p, 0L)));
    if (reading.getCount() > 0) {
      whenReading.run();
      lastTurn = System.nanoTime();
      reading.countDown();
    }
    return true;
  }

  private Map<TopicPartition, Long> starts(
      KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> starts = new HashMap<>(consumer.endOffsets(partitions));
    endsAtStart = Map.copyOf(starts);
    Supplier<Instant> from = since;
    if (from != null) {
      long time = from.get().toEpochMilli();
      consumer
          .offsetsForTimes(partitions.stream().collect(Collectors.toMap(p -> p, _ -> time)))
          .forEach((partition, found) -> {
            if (found != null) {
              starts.put(partition, found.offset());
            }
          });
    }
    return starts;
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
