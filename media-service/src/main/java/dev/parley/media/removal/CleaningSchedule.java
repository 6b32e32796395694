package dev.parley.media.removal;

import dev.parley.media.upload.StuckUploads;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

@Configuration(proxyBeanMethods = false)
class CleaningSchedule implements SchedulingConfigurer {

  private final Cleaner cleaner;
  private final UnusedMedia unused;
  private final StuckUploads stuck;
  private final StraySweeper sweeper;
  private final CleaningProperties properties;

  CleaningSchedule(
      Cleaner cleaner,
      UnusedMedia unused,
      StuckUploads stuck,
      StraySweeper sweeper,
      CleaningProperties properties) {
    this.cleaner = cleaner;
    this.unused = unused;
    this.stuck = stuck;
    this.sweeper = sweeper;
    this.properties = properties;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar tasks) {
    for (Runnable task : List.<Runnable>of(cleaner::clean, unused::takeAway, this::driveAgain)) {
      tasks.addFixedDelayTask(
          new FixedDelayTask(task, properties.interval(), properties.interval()));
    }
    tasks.addFixedDelayTask(
        new FixedDelayTask(sweeper::sweep, properties.strayInterval(), properties.strayInterval()));
  }

  private void driveAgain() {
    stuck.driveAgain(properties.stuckAfter(), properties.batch());
  }
}
