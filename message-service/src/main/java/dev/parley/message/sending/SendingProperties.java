package dev.parley.message.sending;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param lanes how many transactions append at a time, 1–16; a conversation is always in the same
///   one
/// @param maxBatch messages in one transaction, 1–1 000
/// @param maxWaiting messages that wait for a lane; beyond it sends are refused as `unavailable`
@ConfigurationProperties("parley.sending")
record SendingProperties(
    @DefaultValue("2") int lanes,
    @DefaultValue("256") int maxBatch,
    @DefaultValue("20000") int maxWaiting) {}
