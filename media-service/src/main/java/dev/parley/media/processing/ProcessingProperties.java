package dev.parley.media.processing;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param concurrency uploads that a node works on at a time
/// @param attempts how often one is tried before it is given up; that the store, the scanner or the
///   database is away does not count
/// @param patience how long one upload may take
/// @param directory where files lie while they are worked on; the server's own unless told. It
///   holds `concurrency` uploads and what is made of them
@Validated
@ConfigurationProperties("parley.media.processing")
public record ProcessingProperties(
    @Positive @DefaultValue("2") int concurrency,
    @Positive @DefaultValue("3") int attempts,
    @DefaultValue("10m") Duration patience,
    @DefaultValue("") String directory) {}
