package dev.parley.message.access;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the other services are.
///
/// @param conversation base URL of conversation-service
/// @param media base URL of media-service
/// @param timeout for one answer
@ConfigurationProperties("parley.services")
public record ServicesProperties(
    URI conversation, URI media, @DefaultValue("2s") Duration timeout) {}
