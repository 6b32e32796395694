package dev.parley.conversation.message;

import dev.parley.common.web.ServiceUrls;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param message message-service's base URLs
/// @param timeout for one answer of it
@ConfigurationProperties("parley.services")
record ServicesProperties(
    @DefaultValue("http://message-service:8080") ServiceUrls message,
    @DefaultValue("2s") Duration timeout) {}
