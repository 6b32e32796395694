package dev.parley.message.attachment;

import dev.parley.message.job.BackgroundJob;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AttachmentJobs {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  @Bean
  BackgroundJob attachmentFollowUpJob(AttachmentFollowUp followUp) {
    return new BackgroundJob("attachments", followUp::step, Duration.ZERO, LOOK_AGAIN);
  }
}
