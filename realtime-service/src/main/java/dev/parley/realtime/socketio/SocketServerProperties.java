package dev.parley.realtime.socketio;

import dev.parley.realtime.socketio.engine.EngineSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// How the sockets are served. [#of] has the defaults.
///
/// @param host address to listen on
/// @param port 0 for any free one
/// @param nodeId the suffix of every session id, by which a gateway finds the node;
///   `[a-z0-9-]{1,32}`
/// @param namespaces those that clients may connect to; any other is answered `Invalid namespace`
/// @param keepAlive how long an HTTP connection may be idle; longer than the proxy in front keeps
///   its own
/// @param allowedOrigins for CORS on polling, where browsers come from another origin; `*` for any
/// @param ioThreads event loops; 0 for one per processor
public record SocketServerProperties(
    String host,
    int port,
    String nodeId,
    List<String> namespaces,
    Heartbeat heartbeat,
    Timeouts timeouts,
    Limits limits,
    Duration keepAlive,
    Set<String> allowedOrigins,
    int ioThreads) {

  private static final String PATH = "/socket.io/";

  public SocketServerProperties {
    namespaces = List.copyOf(namespaces);
    allowedOrigins = Set.copyOf(allowedOrigins);
    if (namespaces.isEmpty() || !namespaces.stream().allMatch(n -> n.matches("/[a-z0-9-]*"))) {
      throw new IllegalArgumentException("namespaces must be / or /name: " + namespaces);
    }
  }

  /// @param interval between a client's pong and the next ping
  /// @param timeout how long a client may take for its pong
  public record Heartbeat(Duration interval, Duration timeout) {}

  /// @param connect how long a session may be without an accepted namespace
  /// @param upgrade how long a WebSocket may take to become the transport of a polling session
  public record Timeouts(Duration connect, Duration upgrade) {}

  /// @param payload largest message, fragmented or not, and largest POST body, bytes
  /// @param queuedBytes what may wait for one client, bytes; over half of it sheddable events are
  ///   dropped, over all of it the client is closed
  /// @param attachments binary attachments of one event; their sum is bounded by `payload`
  /// @param connections sessions at a time
  public record Limits(int payload, long queuedBytes, int attachments, int connections) {}

  /// The defaults, for what is not the place's own.
  public static SocketServerProperties of(String host, int port, String nodeId) {
    return new SocketServerProperties(
        host,
        port,
        nodeId,
        List.of("/", "/messaging"),
        new Heartbeat(Duration.ofSeconds(25), Duration.ofSeconds(20)),
        new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(10)),
        new Limits(1_000_000, 1 << 20, 10, 50_000),
        Duration.ofSeconds(75),
        Set.of(),
        0);
  }

  public SocketServerProperties withHeartbeat(Duration interval, Duration timeout) {
    return with(namespaces, new Heartbeat(interval, timeout), timeouts, limits, allowedOrigins);
  }

  public SocketServerProperties withTimeouts(Duration connect, Duration upgrade) {
    return with(namespaces, heartbeat, new Timeouts(connect, upgrade), limits, allowedOrigins);
  }

  public SocketServerProperties withLimits(int payload, long queuedBytes, int connections) {
    var others = new Limits(payload, queuedBytes, limits.attachments(), connections);
    return with(namespaces, heartbeat, timeouts, others, allowedOrigins);
  }

  public SocketServerProperties withNamespaces(List<String> names) {
    return with(names, heartbeat, timeouts, limits, allowedOrigins);
  }

  public SocketServerProperties withAllowedOrigins(Set<String> origins) {
    return with(namespaces, heartbeat, timeouts, limits, origins);
  }

  private SocketServerProperties with(
      List<String> names, Heartbeat beat, Timeouts times, Limits most, Set<String> origins) {
    return new SocketServerProperties(
        host, port, nodeId, names, beat, times, most, keepAlive, origins, ioThreads);
  }

  EngineSettings engine() {
    return new EngineSettings(
        host,
        port,
        PATH,
        nodeId,
        heartbeat.interval(),
        heartbeat.timeout(),
        limits.payload(),
        limits.queuedBytes(),
        timeouts.upgrade(),
        timeouts.connect(),
        keepAlive,
        limits.connections(),
        allowedOrigins,
        ioThreads);
  }
}
