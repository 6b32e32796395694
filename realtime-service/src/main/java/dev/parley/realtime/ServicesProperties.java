package dev.parley.realtime;

import dev.parley.common.web.ServiceUrls;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the other services are.
///
/// @param conversation base URLs of conversation-service
/// @param message base URLs of message-service
/// @param timeout for one answer
@ConfigurationProperties("parley.services")
public record ServicesProperties(
    ServiceUrls conversation, ServiceUrls message, @DefaultValue("3s") Duration timeout) {}
