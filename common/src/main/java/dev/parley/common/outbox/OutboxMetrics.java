package dev.parley.common.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// `parley.outbox.relayed`: events that Kafka has acknowledged. `parley.outbox.refused`: those that
/// it never takes, and that are kept aside.
final class OutboxMetrics {

  private final Counter relayed;
  private final Counter refused;

  OutboxMetrics(MeterRegistry registry) {
    this.relayed = registry.counter("parley.outbox.relayed");
    this.refused = registry.counter("parley.outbox.refused");
  }

  void relayed(int events) {
    relayed.increment(events);
  }

  void refused(int events) {
    refused.increment(events);
  }
}
