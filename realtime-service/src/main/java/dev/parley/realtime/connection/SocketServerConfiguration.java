package dev.parley.realtime.connection;

import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.realtime.sending.SendLanes;
import dev.parley.realtime.socketio.SocketServer;
import dev.parley.realtime.socketio.SocketServerProperties;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Starts the sockets when everything behind them is there, and ends them first.
@Configuration(proxyBeanMethods = false)
class SocketServerConfiguration {

  private static final Duration FAN_OUT_PATIENCE = Duration.ofSeconds(10);

  @Bean(destroyMethod = "")
  SocketServer socketServer(RealtimeProperties properties, Connections connections) {
    SocketServerProperties defaults =
        SocketServerProperties.of(
            properties.socketHost(), properties.socketPort(), properties.nodeId());
    return new SocketServer(
        defaults
            .withHeartbeat(properties.pingInterval(), properties.pingTimeout())
            .withLimits(
                (int) properties.maxPayload().toBytes(),
                properties.maxQueued().toBytes(),
                properties.maxConnections())
            .withAllowedOrigins(properties.allowedOrigins()),
        connections);
  }

  /// Depends on all that a socket needs, so that it starts after them and stops before them.
  @Bean
  SmartLifecycle socketServerLifecycle(
      SocketServer server, SendLanes lanes, BroadcastConsumer fanOutRecords) {
    return new SocketServerLifecycle(server, lanes);
  }

  @Bean
  MeterBinder socketMetrics(SocketServer server) {
    return server.metrics();
  }

  /// Up while this node takes part in the fan-out: else its sockets would miss messages.
  @Bean
  HealthIndicator fanOutHealthIndicator(BroadcastConsumer fanOutRecords) {
    return () ->
        fanOutRecords.goesRound(FAN_OUT_PATIENCE)
            ? Health.up().build()
            : Health.outOfService().build();
  }
}
