package dev.parley.media.erasure;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param after how long after its message's end media is taken away, if no other message carries
///   it; longer than it takes to forward a message. Until then its owner alone is shown it
/// @param interval between two looks for such media
@Validated
@ConfigurationProperties("parley.media.erasure")
public record ErasureProperties(
    @DefaultValue("30s") Duration after, @DefaultValue("5s") Duration interval) {}
