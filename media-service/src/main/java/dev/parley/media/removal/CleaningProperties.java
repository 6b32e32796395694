package dev.parley.media.removal;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param interval between two rounds
/// @param abandonedAfter how old a pending upload is when it is given up; longer than any takes
/// @param forgetAfter how long a deleted one's record stays: deleting again is no error until then,
///   and an object that comes late is taken away at its end
/// @param batch how many of a kind one round takes, 1 or more
@Validated
@ConfigurationProperties("parley.media.cleaning")
public record CleaningProperties(
    @DefaultValue("1m") Duration interval,
    @DefaultValue("1h") Duration abandonedAfter,
    @DefaultValue("7d") Duration forgetAfter,
    @Positive @DefaultValue("500") int batch) {}
