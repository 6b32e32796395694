package dev.parley.gateway.route;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the realtime nodes are.
///
/// @param nodes node id → base URL of its Socket.IO listener: `a=http://127.0.0.1:9000,b=…`
/// @param actuators node id → base URL of its HTTP port, where readiness and presence are asked; a
///   node that is not named here is taken for ready when its listener takes a connection
/// @param avoidedFor how long new sessions go elsewhere after a node could not be reached
@ConfigurationProperties("parley.gateway.realtime")
public record RealtimeProperties(
    @DefaultValue("") Nodes nodes,
    @DefaultValue("") Nodes actuators,
    @DefaultValue("2s") Duration avoidedFor) {

  public static final String SERVICE = "realtime-service";
}
