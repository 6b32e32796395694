package dev.parley.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.junit.jupiter.api.Test;

class ElectionNoiseTests {

  private final ElectionNoise noise = new ElectionNoise();

  @Test
  void onlyWhatTheElectionCausesIsKeptOut() {
    LoggingEvent event = new LoggingEvent();
    assertThat(noise.decide(event)).isEqualTo(FilterReply.NEUTRAL);

    event.setThrowableProxy(
        new ThrowableProxy(new CompletionException(new NotControllerException("not yet"))));
    assertThat(noise.decide(event)).isEqualTo(FilterReply.DENY);

    LoggingEvent other = new LoggingEvent();
    other.setThrowableProxy(new ThrowableProxy(new NotLeaderOrFollowerException("gone")));
    assertThat(noise.decide(other)).isEqualTo(FilterReply.NEUTRAL);
  }
}
