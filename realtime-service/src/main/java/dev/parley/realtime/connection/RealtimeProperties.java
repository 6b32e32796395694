package dev.parley.realtime.connection;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param nodeId this node's name among the realtime nodes, part of every session id:
///   `[a-z0-9-]{1,32}`
/// @param socketHost address that sockets connect to
/// @param socketPort port that sockets connect to; 0 for any free one
/// @param pingInterval between a client's pong and the next ping
/// @param pingTimeout how long a client may take for its pong
/// @param maxPayload largest message and largest polling request
/// @param maxQueued what may wait for one slow client before it is closed
/// @param maxConnections sockets at a time
/// @param maxSessionsPerUser sockets of one user at a time: beyond, the one that has been silent
///   for longest is ended
/// @param admissionPatience how long a socket may wait for conversation-service before it is
///   closed, to come again; shorter than the 20 s that the protocol gives it
/// @param allowedOrigins for CORS on polling without a gateway in front; `*` for any
@Validated
@ConfigurationProperties("parley.realtime")
record RealtimeProperties(
    @DefaultValue("a") @Pattern(regexp = "[a-z0-9-]{1,32}") String nodeId,
    @DefaultValue("0.0.0.0") String socketHost,
    @DefaultValue("8081") int socketPort,
    @DefaultValue("25s") Duration pingInterval,
    @DefaultValue("20s") Duration pingTimeout,
    @DefaultValue("1MB") DataSize maxPayload,
    @DefaultValue("1MB") DataSize maxQueued,
    @DefaultValue("50000") int maxConnections,
    @DefaultValue("50") @Min(1) int maxSessionsPerUser,
    @DefaultValue("10s") Duration admissionPatience,
    @DefaultValue Set<String> allowedOrigins) {}
