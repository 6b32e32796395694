package dev.parley.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.testing.KafkaBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class KafkaHealthIndicatorIT {

  private final AtomicLong now = new AtomicLong();
  private KafkaHealthIndicator health = of(KafkaBroker.bootstrapServers());

  private KafkaHealthIndicator of(String servers) {
    return new KafkaHealthIndicator(Map.of("bootstrap.servers", servers), now::get);
  }

  @AfterEach
  void stop() {
    health.stop();
  }

  private void passes(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void isUpFromKafkasFirstAnswerOn() {
    assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

    health.start();

    await().until(() -> health.health().getStatus().equals(Status.UP));
  }

  /// A broker that takes connections, and never says a word.
  @Test
  void isDownWhereKafkaIsSilentForLongerThanAMoment() throws IOException {
    try (var broker = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      health = of("127.0.0.1:" + broker.getLocalPort());
      health.start();
      try (Socket asked = broker.accept()) {
        assertThat(asked.isConnected()).isTrue();
        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

        health.answered();
        passes(KafkaHealthIndicator.GRACE);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        passes(Duration.ofNanos(1));
        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
      }
    }
  }

  @Test
  void isUpAgainWhenKafkaIsBack() {
    passes(Duration.ofDays(1));
    health.answered();
    passes(KafkaHealthIndicator.GRACE.multipliedBy(2));
    assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

    health.start();

    await().until(() -> health.health().getStatus().equals(Status.UP));
  }
}
