package dev.parley.message.change;

import dev.parley.message.lane.LaneLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What may be changed, and how changes are gathered.
///
/// @param editWithin how long after it was sent a message may be edited
/// @param maxPins pinned messages in one conversation
/// @param lanes how many transactions change messages at a time, 1–16
/// @param maxBatch changes in one transaction, 1–1 000
/// @param maxWaiting changes that wait for all lanes; beyond it they are refused as `unavailable`
/// @param timeout how long a change is waited for before its actor is told `unavailable`; it may
///   happen all the same, and asking for it again is safe
@Validated
@ConfigurationProperties("parley.changes")
public record ChangeProperties(
    @DefaultValue("24h") Duration editWithin,
    @DefaultValue("50") @Min(1) @Max(200) int maxPins,
    @DefaultValue("2") @Min(1) @Max(16) int lanes,
    @DefaultValue("128") @Min(1) @Max(1_000) int maxBatch,
    @DefaultValue("10000") @Min(1) int maxWaiting,
    @DefaultValue("4s") Duration timeout) {

  private static final long MAX_BATCH_CHARS = 2_000_000;
  private static final long MAX_WAITING_CHARS = 20_000_000;

  LaneLimits limits() {
    return new LaneLimits(lanes, maxBatch, MAX_BATCH_CHARS, maxWaiting, MAX_WAITING_CHARS);
  }
}
