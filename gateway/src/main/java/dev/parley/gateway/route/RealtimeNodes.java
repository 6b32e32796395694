package dev.parley.gateway.route;

import dev.parley.common.web.RoundRobin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Which realtime node a request goes to. A session lives on one node and its id says which:
/// `<random>.<node id>`. Requests without a session go round, past nodes that were out of reach a
/// moment ago.
public final class RealtimeNodes {

  /// Source: Engine.IO protocol 4, errors of a handshake: code 1 is an unknown session.
  private static final String UNKNOWN_SESSION = "{\"code\":1,\"message\":\"Session ID unknown\"}";

  /// A node to go to.
  public record Node(String id, URI baseUrl) {}

  private final RoundRobin<Node> nodes;

  public RealtimeNodes(RealtimeProperties properties, Clock clock) {
    this(properties.nodes(), properties.avoidedFor(), clock);
  }

  RealtimeNodes(Nodes nodes, Duration avoidedFor, Clock clock) {
    this.nodes =
        new RoundRobin<>(
            nodes.byId().entrySet().stream()
                .map(entry -> new Node(entry.getKey(), entry.getValue()))
                .toList(),
            avoidedFor,
            () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
  }

  /// What a client is told whose session is on no node, as JSON with status 400.
  public static byte[] unknownSession() {
    return UNKNOWN_SESSION.getBytes(StandardCharsets.UTF_8);
  }

  public List<Node> all() {
    return nodes.all();
  }

  /// The node that a session lives on, or null when no node has such an id.
  public @Nullable Node ofSession(String sid) {
    int dot = sid.lastIndexOf('.');
    String id = dot < 0 ? "" : sid.substring(dot + 1);
    for (Node node : all()) {
      if (node.id().equals(id)) {
        return node;
      }
    }
    return null;
  }

  /// The nodes in the order in which to try them for a new session. When every node was out of
  /// reach lately, they are tried anyway.
  List<Node> inTurn() {
    return nodes.inTurn();
  }

  /// The next node for a new session, or null where there is none at all.
  public @Nullable Node next() {
    List<Node> turn = inTurn();
    return turn.isEmpty() ? null : turn.getFirst();
  }

  /// A connection to the node was refused or timed out.
  public void unreachable(Node node) {
    nodes.unreachable(node);
  }
}
