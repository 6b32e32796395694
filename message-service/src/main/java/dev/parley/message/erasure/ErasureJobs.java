package dev.parley.message.erasure;

import dev.parley.message.job.BackgroundJob;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ErasureJobs {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /// Between two batches: there is no hurry, and others write.
  private static final Duration PAUSE = Duration.ofMillis(10);

  /// Rows.
  private static final int BATCH = 500;

  @Bean
  BackgroundJob erasureBackgroundJob(ErasureJob job) {
    return new BackgroundJob("erasure", job::step, Duration.ZERO, LOOK_AGAIN);
  }

  @Bean
  BackgroundJob conversationErasureBackgroundJob(ConversationErasures erasures, Clock clock) {
    return new BackgroundJob(
        "conversation-erasure", () -> erasures.step(clock.instant(), BATCH), PAUSE, LOOK_AGAIN);
  }
}
