package dev.parley.media.removal;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param interval between two rounds
/// @param abandonedAfter how old a pending upload is when it is given up, or how long its time is
///   over where it has one; longer than any transfer takes
/// @param stuckAfter how long an upload is in processing when it is driven again
/// @param forgetAfter how long a deleted one's record stays: deleting again is no error until then,
///   and an object that comes late is taken away at its end. Longer than Kafka keeps messages
/// @param batch how many of a kind one round takes, 1 or more
/// @param unusedAfter how old media is when it is taken away because no message carries it
/// @param strayInterval between two walks through the whole store
/// @param strayAfter how long an object lies there that nothing refers to; longer than any upload
@Validated
@ConfigurationProperties("parley.media.cleaning")
public record CleaningProperties(
    @DefaultValue("1m") Duration interval,
    @DefaultValue("1h") Duration abandonedAfter,
    @DefaultValue("3h") Duration stuckAfter,
    @DefaultValue("7d") Duration forgetAfter,
    @Positive @DefaultValue("500") int batch,
    @DefaultValue("30d") Duration unusedAfter,
    @DefaultValue("6h") Duration strayInterval,
    @DefaultValue("1d") Duration strayAfter) {}
