package dev.parley.common.connection;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param reserved connections beside those of the pool, 1–64: for what must go on however many
///   requests wait
@Validated
@ConfigurationProperties("parley.connections")
public record ConnectionProperties(@DefaultValue("1") @Min(1) @Max(64) int reserved) {}
