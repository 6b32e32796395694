package dev.parley.common.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/// Up while Kafka answers. It is asked every two seconds, whoever looks at this and however often;
/// a broker that is silent for a moment, as when another one takes over, is not taken for away.
public final class KafkaHealthIndicator implements HealthIndicator, SmartLifecycle {

  /// How long after its last answer Kafka still counts as there.
  static final Duration GRACE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(KafkaHealthIndicator.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int PATIENCE_MILLIS = 3_000;

  private final Map<String, Object> settings;
  private final LongSupplier nanos;
  private volatile boolean answered;
  private volatile long answeredAt;
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  /// @param settings an admin client's, of which those that decide on patience are overridden
  /// @param nanos any clock that only goes forward, nanoseconds
  KafkaHealthIndicator(Map<String, Object> settings, LongSupplier nanos) {
    this.settings = new HashMap<>(settings);
    this.settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "health");
    this.settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    this.settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    this.nanos = nanos;
  }

  @Override
  public Health health() {
    boolean up = answered && nanos.getAsLong() - answeredAt <= GRACE.toNanos();
    return up ? Health.up().build() : Health.outOfService().build();
  }

  /// Kafka has answered.
  void answered() {
    answeredAt = nanos.getAsLong();
    answered = true;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofVirtual().name("kafka-health").start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    Thread asking = thread;
    if (asking != null) {
      asking.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// First, so that Kafka has answered by the time that all else has started.
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  /// What it says is looked at as long as the process lives.
  @Override
  public boolean isPauseable() {
    return false;
  }

  private void run() {
    while (running) {
      try {
        ask();
      } catch (InterruptedException e) {
        return;
      } catch (KafkaException e) {
        // Its name may not be known yet where containers start together.
        log.atDebug().setCause(e).log("Kafka cannot be asked");
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void ask() throws InterruptedException {
    Admin admin = Admin.create(settings);
    try {
      while (running) {
        ask(admin);
        Thread.sleep(PAUSE);
      }
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private void ask(Admin admin) throws InterruptedException {
    try {
      admin.describeCluster().nodes().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      answered();
    } catch (ExecutionException | TimeoutException e) {
      log.atDebug().setCause(e).log("Kafka does not answer");
    }
  }
}
