package dev.parley.message.erasure;

import dev.parley.message.job.BackgroundJob;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ErasureJobs {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  @Bean
  BackgroundJob erasureBackgroundJob(ErasureJob job) {
    return new BackgroundJob("erasure", job::step, Duration.ZERO, LOOK_AGAIN);
  }
}
