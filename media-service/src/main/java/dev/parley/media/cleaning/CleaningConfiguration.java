package dev.parley.media.cleaning;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

@Configuration(proxyBeanMethods = false)
class CleaningConfiguration implements SchedulingConfigurer {

  private final MediaCleaner cleaner;
  private final CleaningProperties properties;

  CleaningConfiguration(MediaCleaner cleaner, CleaningProperties properties) {
    this.cleaner = cleaner;
    this.properties = properties;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar tasks) {
    tasks.addFixedDelayTask(cleaner::clean, properties.every());
  }
}
