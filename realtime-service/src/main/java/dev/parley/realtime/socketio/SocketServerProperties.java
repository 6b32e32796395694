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
/// @param pingInterval between a client's pong and the next ping
/// @param pingTimeout how long a client may take for its pong
/// @param connectTimeout how long a session may be without an accepted namespace
/// @param upgradeTimeout how long a WebSocket may take to become the transport of a polling session
/// @param keepAlive how long an HTTP connection may be idle; longer than the proxy in front keeps
///   its own
/// @param maxPayload largest message, fragmented or not, and largest POST body, bytes
/// @param maxQueuedBytes what may wait for one client, bytes; over half of it sheddable events are
///   dropped, over all of it the client is closed
/// @param maxAttachments binary attachments of one event; their sum is bounded by `maxPayload`
/// @param maxConnections sessions at a time
/// @param allowedOrigins for CORS on polling, where browsers come from another origin; `*` for any
/// @param ioThreads event loops; 0 for one per processor
public record SocketServerProperties(
    String host,
    int port,
    String nodeId,
    List<String> namespaces,
    Duration pingInterval,
    Duration pingTimeout,
    Duration connectTimeout,
    Duration upgradeTimeout,
    Duration keepAlive,
    int maxPayload,
    long maxQueuedBytes,
    int maxAttachments,
    int maxConnections,
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

  /// The defaults, for what is not the place's own.
  public static SocketServerProperties of(String host, int port, String nodeId) {
    return new SocketServerProperties(
        host,
        port,
        nodeId,
        List.of("/", "/messaging"),
        Duration.ofSeconds(25),
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        Duration.ofSeconds(75),
        1_000_000,
        1 << 20,
        10,
        50_000,
        Set.of(),
        0);
  }

  public SocketServerProperties withHeartbeat(Duration interval, Duration timeout) {
    return new SocketServerProperties(
        host,
        port,
        nodeId,
        namespaces,
        interval,
        timeout,
        connectTimeout,
        upgradeTimeout,
        keepAlive,
        maxPayload,
        maxQueuedBytes,
        maxAttachments,
        maxConnections,
        allowedOrigins,
        ioThreads);
  }

  public SocketServerProperties withTimeouts(Duration connect, Duration upgrade) {
    return new SocketServerProperties(
        host,
        port,
        nodeId,
        namespaces,
        pingInterval,
        pingTimeout,
        connect,
        upgrade,
        keepAlive,
        maxPayload,
        maxQueuedBytes,
        maxAttachments,
        maxConnections,
        allowedOrigins,
        ioThreads);
  }

  public SocketServerProperties withLimits(int payload, long queuedBytes, int connections) {
    return new SocketServerProperties(
        host,
        port,
        nodeId,
        namespaces,
        pingInterval,
        pingTimeout,
        connectTimeout,
        upgradeTimeout,
        keepAlive,
        payload,
        queuedBytes,
        maxAttachments,
        connections,
        allowedOrigins,
        ioThreads);
  }

  public SocketServerProperties withNamespaces(List<String> names) {
    return new SocketServerProperties(
        host,
        port,
        nodeId,
        names,
        pingInterval,
        pingTimeout,
        connectTimeout,
        upgradeTimeout,
        keepAlive,
        maxPayload,
        maxQueuedBytes,
        maxAttachments,
        maxConnections,
        allowedOrigins,
        ioThreads);
  }

  public SocketServerProperties withAllowedOrigins(Set<String> origins) {
    return new SocketServerProperties(
        host,
        port,
        nodeId,
        namespaces,
        pingInterval,
        pingTimeout,
        connectTimeout,
        upgradeTimeout,
        keepAlive,
        maxPayload,
        maxQueuedBytes,
        maxAttachments,
        maxConnections,
        origins,
        ioThreads);
  }

  EngineSettings engine() {
    return new EngineSettings(
        host,
        port,
        PATH,
        nodeId,
        pingInterval,
        pingTimeout,
        maxPayload,
        maxQueuedBytes,
        upgradeTimeout,
        connectTimeout,
        keepAlive,
        maxConnections,
        allowedOrigins,
        ioThreads);
  }
}
