package dev.parley.realtime.sending;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param lanes batches that may be under way to message-service at a time, 1–16
/// @param gather how long a busy lane waits for more sends to go with the next one
/// @param busyFrom sends in the last batch from which on a lane is busy
/// @param maxBatch sends in one batch, 1–1 000
/// @param maxBatchSize of one batch's payloads; one send alone may be larger
/// @param maxWaiting sends that wait in one lane; beyond it they are refused as `unavailable`
/// @param maxWaitingSize of the payloads that wait in one lane, likewise
/// @param timeout for one answer of message-service
/// @param patience how long a batch is tried again before its sends are refused as `unavailable`
/// @param shutdownPatience how long the end of the service waits for acks that are due
@Validated
@ConfigurationProperties("parley.realtime.sending")
record SendingProperties(
    @DefaultValue("2") @Min(1) @Max(16) int lanes,
    @DefaultValue("1ms") Duration gather,
    @DefaultValue("4") int busyFrom,
    @DefaultValue("256") @Min(1) @Max(1_000) int maxBatch,
    @DefaultValue("1MB") DataSize maxBatchSize,
    @DefaultValue("5000") int maxWaiting,
    @DefaultValue("16MB") DataSize maxWaitingSize,
    @DefaultValue("5s") Duration timeout,
    @DefaultValue("8s") Duration patience,
    @DefaultValue("6s") Duration shutdownPatience) {}
