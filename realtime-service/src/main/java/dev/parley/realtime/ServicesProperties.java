package dev.parley.realtime;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the other services are.
///
/// @param conversation base URL of conversation-service
/// @param message base URL of message-service
/// @param timeout for one answer
@ConfigurationProperties("parley.services")
public record ServicesProperties(
    URI conversation, URI message, @DefaultValue("3s") Duration timeout) {}
