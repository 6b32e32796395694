package dev.parley.gateway.fallback;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// When a service that fails is left alone for a while.
///
/// @param window how many of a service's last calls are looked at, 1 or more
/// @param minimumCalls how many there must have been
/// @param failureRate percent of them that failed: no connection, no answer in time, or a 5xx
/// @param openFor how long nothing is sent to it then
/// @param trialCalls how many are let through after that to see whether it is back
@ConfigurationProperties("parley.gateway.circuit-breaker")
public record BreakerProperties(
    @DefaultValue("40") int window,
    @DefaultValue("20") int minimumCalls,
    @DefaultValue("50") float failureRate,
    @DefaultValue("2s") Duration openFor,
    @DefaultValue("5") int trialCalls) {}
