package dev.parley.media.access;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where the other services are.
///
/// @param message base URL of message-service
/// @param timeout for one answer
@Validated
@ConfigurationProperties("parley.services")
public record ServicesProperties(@NotNull URI message, @DefaultValue("2s") Duration timeout) {}
