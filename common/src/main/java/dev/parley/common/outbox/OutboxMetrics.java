package dev.parley.common.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// `parley.outbox.relayed`: events that Kafka has acknowledged.
final class OutboxMetrics {

  private final Counter relayed;

  OutboxMetrics(MeterRegistry registry) {
    this.relayed = registry.counter("parley.outbox.relayed");
  }

  void relayed(int events) {
    relayed.increment(events);
  }
}
