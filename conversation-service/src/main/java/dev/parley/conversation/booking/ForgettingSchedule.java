package dev.parley.conversation.booking;

import dev.parley.common.kafka.ProcessedEvents;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Forgets which events were taken, when Kafka has long forgotten the events.
@Component
class ForgettingSchedule {

  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final ProcessedEvents processed;

  ForgettingSchedule(ProcessedEvents processed) {
    this.processed = processed;
  }

  @Scheduled(fixedDelayString = "6h", initialDelayString = "10m")
  void forget() {
    processed.forget(REMEMBERED);
  }
}
