package dev.parley.realtime.connection;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param enabled off for benchmarks
/// @param eventsPerSecond what one user's sockets on this node may ask for, all events together; a
///   CONNECT is five
@ConfigurationProperties("parley.realtime.rate-limits")
record RateLimitProperties(
    @DefaultValue("true") boolean enabled, @DefaultValue("100") int eventsPerSecond) {}
