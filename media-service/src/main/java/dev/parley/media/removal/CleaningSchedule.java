package dev.parley.media.removal;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

@Configuration(proxyBeanMethods = false)
class CleaningSchedule implements SchedulingConfigurer {

  private final Cleaner cleaner;
  private final UnusedMedia unused;
  private final StraySweeper sweeper;
  private final CleaningProperties properties;

  CleaningSchedule(
      Cleaner cleaner, UnusedMedia unused, StraySweeper sweeper, CleaningProperties properties) {
    this.cleaner = cleaner;
    this.unused = unused;
    this.sweeper = sweeper;
    this.properties = properties;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar tasks) {
    tasks.addFixedDelayTask(
        new FixedDelayTask(cleaner::clean, properties.interval(), properties.interval()));
    tasks.addFixedDelayTask(
        new FixedDelayTask(unused::takeAway, properties.interval(), properties.interval()));
    tasks.addFixedDelayTask(
        new FixedDelayTask(sweeper::sweep, properties.strayInterval(), properties.strayInterval()));
  }
}
