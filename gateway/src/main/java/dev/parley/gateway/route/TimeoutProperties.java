package dev.parley.gateway.route;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long the gateway waits: for the rest of a request, and after it has passed one on.
///
/// @param connect for a connection to a realtime node
/// @param answer for a service's answer to begin
/// @param upload for media-service, which stores a file before it answers
/// @param poll for a Socket.IO poll: longer than the ping interval, which is how long an idle one
///   stays open
/// @param body for the whole of a request's body; of an upload, for each next piece
@ConfigurationProperties("parley.gateway.timeouts")
public record TimeoutProperties(
    @DefaultValue("1s") Duration connect,
    @DefaultValue("10s") Duration answer,
    @DefaultValue("60s") Duration upload,
    @DefaultValue("90s") Duration poll,
    @DefaultValue("30s") Duration body) {}
