package dev.parley.conversation.sync;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param message message-service's base URL
/// @param timeout for one answer of it
@ConfigurationProperties("parley.services")
record MessageServiceProperties(
    @DefaultValue("http://message-service:8080") URI message,
    @DefaultValue("2s") Duration timeout) {}
