package dev.parley.message.credits;

import dev.parley.message.job.BackgroundJob;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CreditJobs {

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  @Bean
  @ConditionalOnProperty("parley.message.credits.enabled")
  BackgroundJob creditSettlementJob(Settlement settlement) {
    return new BackgroundJob("credit-settlement", settlement::step, PAUSE, LOOK_AGAIN);
  }
}
