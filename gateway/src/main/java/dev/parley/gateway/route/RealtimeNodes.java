package dev.parley.gateway.route;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Which realtime node a request goes to. A session lives on one node and its id says which:
/// `<random>.<node id>`. Requests without a session go round, past nodes that were out of reach a
/// moment ago.
public final class RealtimeNodes {

  /// Source: Engine.IO protocol 4, errors of a handshake: code 1 is an unknown session.
  private static final String UNKNOWN_SESSION = "{\"code\":1,\"message\":\"Session ID unknown\"}";

  /// A node to go to.
  public record Node(String id, URI baseUrl) {}

  private final List<Node> nodes;
  private final Duration avoidedFor;
  private final Clock clock;
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<String, Instant> avoidedUntil = new ConcurrentHashMap<>();

  public RealtimeNodes(RealtimeProperties properties, Clock clock) {
    this(properties.nodes(), properties.avoidedFor(), clock);
  }

  RealtimeNodes(Nodes nodes, Duration avoidedFor, Clock clock) {
    this.avoidedFor = avoidedFor;
    this.clock = clock;
    this.nodes =
        nodes.byId().entrySet().stream()
            .map(entry -> new Node(entry.getKey(), entry.getValue()))
            .toList();
  }

  /// What a client is told whose session is on no node, as JSON with status 400.
  public static byte[] unknownSession() {
    return UNKNOWN_SESSION.getBytes(StandardCharsets.UTF_8);
  }

  public List<Node> all() {
    return nodes;
  }

  /// The node that a session lives on, or null when no node has such an id.
  public @Nullable Node ofSession(String sid) {
    int dot = sid.lastIndexOf('.');
    String id = dot < 0 ? "" : sid.substring(dot + 1);
    for (Node node : nodes) {
      if (node.id().equals(id)) {
        return node;
      }
    }
    return null;
  }

  /// The next node for a new session, or null where there is none at all. When every node was out
  /// of reach lately, one of them is tried anyway.
  public @Nullable Node next() {
    if (nodes.isEmpty()) {
      return null;
    }
    Instant now = clock.instant();
    int first = Math.floorMod(turn.getAndIncrement(), nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get((first + i) % nodes.size());
      Instant until = avoidedUntil.get(node.id());
      if (until == null || !now.isBefore(until)) {
        return node;
      }
    }
    return nodes.get(first);
  }

  /// A connection to the node was refused or timed out.
  public void unreachable(Node node) {
    avoidedUntil.put(node.id(), clock.instant().plus(avoidedFor));
  }
}
