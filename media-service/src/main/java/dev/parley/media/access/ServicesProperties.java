package dev.parley.media.access;

import dev.parley.common.web.ServiceUrls;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where the other services are.
///
/// @param message base URLs of message-service
/// @param timeout for one answer
@Validated
@ConfigurationProperties("parley.services")
public record ServicesProperties(
    @NotNull ServiceUrls message, @DefaultValue("2s") Duration timeout) {}
