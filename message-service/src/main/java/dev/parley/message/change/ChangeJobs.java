package dev.parley.message.change;

import dev.parley.message.job.BackgroundJob;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ChangeJobs {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  @Bean
  BackgroundJob quoteSweepingJob(QuoteSweeper sweeper) {
    return new BackgroundJob("quote-sweeper", sweeper::step, Duration.ZERO, LOOK_AGAIN);
  }
}
