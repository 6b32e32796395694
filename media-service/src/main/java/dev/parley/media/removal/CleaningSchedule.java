package dev.parley.media.removal;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

@Configuration(proxyBeanMethods = false)
class CleaningSchedule implements SchedulingConfigurer {

  private final Cleaner cleaner;
  private final CleaningProperties properties;

  CleaningSchedule(Cleaner cleaner, CleaningProperties properties) {
    this.cleaner = cleaner;
    this.properties = properties;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar tasks) {
    tasks.addFixedDelayTask(
        new FixedDelayTask(cleaner::clean, properties.interval(), properties.interval()));
  }
}
