package dev.parley.message.sending;

import dev.parley.message.lane.LaneLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How sends are gathered and how long they may take.
///
/// @param lanes how many transactions append at a time, 1–16; a conversation is always in the same
///   one
/// @param maxBatch messages in one transaction, 1–1 000
/// @param maxBatchChars characters in one transaction, roughly; one message always fits
/// @param maxWaiting messages that wait for all lanes; beyond it sends are refused as `unavailable`
/// @param maxWaitingChars characters that wait for all lanes, likewise
/// @param lookupTimeout how long a send waits for what it refers to (its recipient, its media, the
///   message it answers); a batch waits no longer than that for its slowest item
/// @param loneLookupTimeout likewise, for a send over REST, which keeps no others waiting
/// @param timeout how long a send is waited for in all before its sender is told `unavailable`; it
///   may be stored all the same, which sending it again finds out; from the end of the lookup on it
///   has what this is longer than `lookupTimeout`, at least
@Validated
@ConfigurationProperties("parley.sending")
record SendingProperties(
    @DefaultValue("2") @Min(1) @Max(16) int lanes,
    @DefaultValue("256") @Min(1) @Max(1_000) int maxBatch,
    @DefaultValue("2000000") @Min(1) long maxBatchChars,
    @DefaultValue("20000") @Min(1) int maxWaiting,
    @DefaultValue("50000000") @Min(1) long maxWaitingChars,
    @DefaultValue("2s") Duration lookupTimeout,
    @DefaultValue("5s") Duration loneLookupTimeout,
    @DefaultValue("4s") Duration timeout) {

  /// How long a message is waited for at least once it is handed to the lanes.
  Duration storeTimeout() {
    return timeout.minus(lookupTimeout);
  }

  LaneLimits limits() {
    return new LaneLimits(lanes, maxBatch, maxBatchChars, maxWaiting, maxWaitingChars);
  }
}
