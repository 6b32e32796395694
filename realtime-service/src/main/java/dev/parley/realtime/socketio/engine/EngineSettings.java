package dev.parley.realtime.socketio.engine;

import java.time.Duration;
import java.util.Set;

/// How the sessions are served.
///
/// @param path where sessions are served, with a slash at both ends
/// @param nodeId the suffix of every session id, for routing; `[a-z0-9-]{1,32}`
/// @param maxPayload largest message or POST body a client may send, bytes
/// @param maxQueuedBytes what may wait for one client, bytes; over half of it sheddable packets are
///   dropped, over all of it the client is closed
/// @param requestTimeout from the first byte of a connection, or of a request, to the request's end
/// @param keepAlive how long an HTTP connection may stay idle: longer than any proxy in front keeps
///   it
/// @param allowedOrigins for CORS on polling; `*` for all
/// @param ioThreads event loops; 0 for one per processor
public record EngineSettings(
    String host,
    int port,
    String path,
    String nodeId,
    Duration pingInterval,
    Duration pingTimeout,
    int maxPayload,
    long maxQueuedBytes,
    Duration upgradeTimeout,
    Duration requestTimeout,
    Duration keepAlive,
    int maxSessions,
    Set<String> allowedOrigins,
    int ioThreads) {

  public EngineSettings {
    if (!nodeId.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException("node id must match [a-z0-9-]{1,32}: " + nodeId);
    }
    if (maxPayload < 1024 || maxQueuedBytes < 1024 || maxSessions < 1) {
      throw new IllegalArgumentException("limits too small for any client");
    }
    if (pingInterval.toMillis() < 10 || pingTimeout.toMillis() < 10) {
      throw new IllegalArgumentException("heartbeat below 10 ms");
    }
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  /// How often deadlines are looked at: often enough for the shortest of them.
  Duration tick() {
    long shortest = Math.min(pingInterval.toMillis(), pingTimeout.toMillis());
    return Duration.ofMillis(Math.clamp(shortest / 10, 5, 1000));
  }
}
