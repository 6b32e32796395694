package dev.parley.local.service;

import dev.parley.local.host.Ports;
import dev.parley.local.server.Kafka;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// Who listens where, and what each service is told: the same settings that production gives in its
/// own way.
public final class Wiring {

  private final Servers servers;
  private final boolean rateLimits;
  private final int gatewayPort;
  private final int conversationPort;
  private final List<Integer> messagePorts;
  private final int mediaPort;
  private final List<RealtimeNode> realtimeNodes;

  /// @param nodeIds of the realtime nodes: `[a-z0-9-]{1,32}`; message-service has as many processes
  public Wiring(
      Servers servers, int gatewayPort, boolean rateLimits, Ports ports, List<String> nodeIds) {
    this.servers = servers;
    this.rateLimits = rateLimits;
    this.gatewayPort = gatewayPort;
    this.conversationPort = ports.free();
    this.messagePorts = nodeIds.stream().map(_ -> ports.free()).toList();
    this.mediaPort = ports.free();
    this.realtimeNodes =
        nodeIds.stream().map(id -> new RealtimeNode(id, ports.free(), ports.free())).toList();
  }

  /// All of them, those first that take longest to be ready.
  public List<ServicePlan> plans() {
    List<ServicePlan> plans = new ArrayList<>();
    Map<String, String> media = database("media");
    media.putAll(objectStore());
    plans.add(plan("media-service", "media-service", mediaPort, "384m", media));
    plans.add(
        plan(
            "conversation-service",
            "conversation-service",
            conversationPort,
            "320m",
            database("conversation")));
    for (int i = 0; i < messagePorts.size(); i++) {
      String name = messagePorts.size() == 1 ? "message-service" : "message-service-" + (i + 1);
      plans.add(plan(name, "message-service", messagePorts.get(i), "384m", database("message")));
    }
    realtimeNodes.forEach(node -> plans.add(realtime(node)));
    plans.add(plan("gateway", "gateway", gatewayPort, "320m", gateway()));
    return plans;
  }

  private ServicePlan realtime(RealtimeNode node) {
    String name = realtimeNodes.size() == 1 ? "realtime-service" : "realtime-service-" + node.id();
    return plan(
        name,
        "realtime-service",
        node.httpPort(),
        "512m",
        Map.of(
            "PARLEY_REALTIME_NODE_ID", node.id(),
            "PARLEY_REALTIME_SOCKET_HOST", "127.0.0.1",
            "PARLEY_REALTIME_SOCKET_PORT", Integer.toString(node.socketPort()),
            "PARLEY_REALTIME_RATE_LIMITS_ENABLED", Boolean.toString(rateLimits)));
  }

  private Map<String, String> gateway() {
    return Map.of(
        "PARLEY_GATEWAY_REALTIME_NODES", nodes(RealtimeNode::socketPort),
        "PARLEY_GATEWAY_REALTIME_ACTUATORS", nodes(RealtimeNode::httpPort),
        "PARLEY_GATEWAY_RATE_LIMITS_ENABLED", Boolean.toString(rateLimits),
        "PARLEY_GATEWAY_PAGE_MEDIA_ORIGINS", servers.objectStore().endpoint());
  }

  /// `a=http://127.0.0.1:20001,b=…`
  private String nodes(ToIntFunction<RealtimeNode> port) {
    return realtimeNodes.stream()
        .map(node -> node.id() + "=" + url(port.applyAsInt(node)))
        .collect(Collectors.joining(","));
  }

  private ServicePlan plan(
      String name, String module, int port, String heap, Map<String, String> own) {
    Map<String, String> environment = new HashMap<>(own);
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", servers.kafka());
    environment.put("PARLEY_KAFKA_PARTITIONS", Kafka.PARTITIONS);
    environment.put("PARLEY_SECURITY_JWT_SECRET", servers.jwtSecret());
    environment.put("PARLEY_SECURITY_INTERNAL_SECRET", servers.internalSecret());
    environment.put("PARLEY_SERVICES_CONVERSATION", url(conversationPort));
    environment.put(
        "PARLEY_SERVICES_MESSAGE",
        messagePorts.stream().map(Wiring::url).collect(Collectors.joining(",")));
    environment.put("PARLEY_SERVICES_MEDIA", url(mediaPort));
    environment.put("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE", "5s");
    return new ServicePlan(name, module, port, heap, environment);
  }

  private Map<String, String> database(String name) {
    return new HashMap<>(
        Map.of(
            "SPRING_DATASOURCE_URL",
            servers.jdbcPrefix() + name,
            "SPRING_DATASOURCE_USERNAME",
            servers.databaseUser(),
            "SPRING_DATASOURCE_PASSWORD",
            servers.databasePassword(),
            // Made when they are needed: 36 at once, with a password to check for each, delay the
            // start.
            "SPRING_DATASOURCE_HIKARI_MINIMUM_IDLE",
            "2"));
  }

  private Map<String, String> objectStore() {
    ObjectStoreAccess store = servers.objectStore();
    return Map.of(
        "PARLEY_MEDIA_S3_ENDPOINT", store.endpoint(),
        "PARLEY_MEDIA_S3_PUBLIC_ENDPOINT", store.endpoint(),
        "PARLEY_MEDIA_S3_REGION", "us-east-1",
        "PARLEY_MEDIA_S3_BUCKET", store.bucket(),
        "PARLEY_MEDIA_S3_ACCESS_KEY", store.accessKey(),
        "PARLEY_MEDIA_S3_SECRET_KEY", store.secretKey());
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  /// What the services are told of the servers under them.
  ///
  /// @param jdbcPrefix a JDBC URL up to the database's name
  /// @param kafka bootstrap servers
  public record Servers(
      String jdbcPrefix,
      String databaseUser,
      String databasePassword,
      String kafka,
      ObjectStoreAccess objectStore,
      String jwtSecret,
      String internalSecret) {}

  /// Where the objects are, and how to get in.
  public record ObjectStoreAccess(
      String endpoint, String bucket, String accessKey, String secretKey) {}

  private record RealtimeNode(String id, int httpPort, int socketPort) {}
}
