package dev.parley.message.search.indexing;

import dev.parley.message.job.BackgroundJob;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SearchJobs {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

  @Bean
  BackgroundJob searchRebuildJob(SearchRebuild rebuild, IndexingProperties properties) {
    return new BackgroundJob(
        "search-rebuild", rebuild::step, properties.rebuildPause(), LOOK_AGAIN);
  }
}
