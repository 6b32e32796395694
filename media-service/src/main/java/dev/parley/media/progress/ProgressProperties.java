package dev.parley.media.progress;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param interval how often one phase of one media is told of at most; each new phase is told of
///   at once
@Validated
@ConfigurationProperties("parley.media.progress")
public record ProgressProperties(@DefaultValue("500ms") Duration interval) {}
