package dev.parley.message.access;

import dev.parley.common.web.ServiceUrls;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the other services are.
///
/// @param conversation base URLs of conversation-service
/// @param media base URLs of media-service
/// @param timeout for one answer
@ConfigurationProperties("parley.services")
public record ServicesProperties(
    ServiceUrls conversation, ServiceUrls media, @DefaultValue("2s") Duration timeout) {}
