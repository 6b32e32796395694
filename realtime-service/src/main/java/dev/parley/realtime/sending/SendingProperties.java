package dev.parley.realtime.sending;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param lanes batches that may be under way to message-service at a time, 1–16
/// @param gather how long a busy lane waits for more sends to go with the next one
/// @param busyFrom sends in the last batch from which on a lane is busy
/// @param maxBatch sends in one batch, 1–1 000
/// @param maxWaiting sends that wait in one lane; beyond it they are refused as `unavailable`
/// @param timeout for one answer of message-service
/// @param patience how long a batch is tried again before its sends are refused as `unavailable`
@ConfigurationProperties("parley.realtime.sending")
record SendingProperties(
    @DefaultValue("2") int lanes,
    @DefaultValue("1ms") Duration gather,
    @DefaultValue("4") int busyFrom,
    @DefaultValue("256") int maxBatch,
    @DefaultValue("5000") int maxWaiting,
    @DefaultValue("5s") Duration timeout,
    @DefaultValue("8s") Duration patience) {}
