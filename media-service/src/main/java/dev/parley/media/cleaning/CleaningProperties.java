package dev.parley.media.cleaning;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// When what is no longer needed goes.
///
/// @param every how often the cleaner comes by
/// @param abandonedAfter how old an upload is when it can no longer succeed: longer than the object
///   store's timeout
/// @param forgottenAfter how long a deleted file's row is kept
@ConfigurationProperties("parley.media.cleaning")
public record CleaningProperties(
    @DefaultValue("1m") Duration every,
    @DefaultValue("1h") Duration abandonedAfter,
    @DefaultValue("30d") Duration forgottenAfter) {}
