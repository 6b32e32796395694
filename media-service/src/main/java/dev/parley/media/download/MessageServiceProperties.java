package dev.parley.media.download;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whom to ask where media was sent.
///
/// @param message base URL of message-service
/// @param timeout for an answer of it
@ConfigurationProperties("parley.services")
public record MessageServiceProperties(URI message, @DefaultValue("2s") Duration timeout) {}
