package dev.parley.gateway.health;

import dev.parley.gateway.route.RealtimeNodes;
import dev.parley.gateway.route.RealtimeProperties;
import dev.parley.gateway.route.ServiceProperties;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;

/// Up when of every service, realtime nodes included, some instance says that it can serve. Part of
/// readiness.
@Component("services")
final class ServicesHealthIndicator implements ReactiveHealthIndicator {

  private static final String READINESS = "/actuator/health/readiness";
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration KEPT = Duration.ofMillis(250);
  private static final Duration IN_ALL = Duration.ofSeconds(3);
  private static final int OK = 200;

  private final Map<String, Mono<Boolean>> checks = new LinkedHashMap<>();
  private final AtomicReference<@Nullable Asked> last = new AtomicReference<>();

  ServicesHealthIndicator(
      ServiceProperties services,
      RealtimeProperties realtime,
      RealtimeNodes nodes,
      LoopResources loops) {
    services
        .byName()
        .forEach((name, urls) ->
            checks.put(name, any(urls.all().stream().map(url -> isReady(url, loops)).toList())));
    List<Mono<Boolean>> realtimeNodes = new ArrayList<>();
    for (RealtimeNodes.Node node : nodes.all()) {
      @Nullable URI actuator = realtime.actuators().byId().get(node.id());
      realtimeNodes.add(
          actuator == null ? takesConnections(node.baseUrl(), loops) : isReady(actuator, loops));
    }
    if (!realtimeNodes.isEmpty()) {
      checks.put(RealtimeProperties.SERVICE, any(realtimeNodes));
    }
  }

  /// Requests go past an instance that is away, as long as there is another.
  private static Mono<Boolean> any(List<Mono<Boolean>> instances) {
    return Flux.merge(instances).any(up -> up);
  }

  /// One round of questions, which all who ask at about the same time share.
  private record Asked(Mono<Health> answer, long at) {}

  /// Whoever asks, however often, the services are asked a few times a second at most; and there is
  /// an answer in time whatever becomes of the questions.
  @Override
  public Mono<Health> health() {
    long now = System.nanoTime();
    Asked current = last.get();
    if (current == null || now - current.at() > KEPT.toNanos()) {
      Asked fresh = new Asked(check().cache(), now);
      current = last.compareAndSet(current, fresh) ? fresh : last.get();
    }
    Mono<Health> answer = Objects.requireNonNull(current).answer();
    return answer.timeout(IN_ALL).onErrorReturn(Health.outOfService().build());
  }

  private Mono<Health> check() {
    return Flux.fromIterable(checks.entrySet())
        .flatMap(entry -> entry.getValue().map(up -> Map.entry(entry.getKey(), up)))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
        .map(results -> {
          Health.Builder builder =
              results.containsValue(false) ? Health.outOfService() : Health.up();
          results.forEach((name, up) -> builder.withDetail(name, up ? "UP" : "DOWN"));
          return builder.build();
        });
  }

  private static Mono<Boolean> isReady(URI service, LoopResources loops) {
    return HttpClient.create(ConnectionProvider.newConnection())
        .runOn(loops)
        .responseTimeout(TIMEOUT)
        .get()
        .uri(service.resolve(READINESS))
        .responseSingle((response, body) -> body.thenReturn(response.status().code() == OK))
        .timeout(TIMEOUT)
        .onErrorReturn(false);
  }

  private static Mono<Boolean> takesConnections(URI node, LoopResources loops) {
    return TcpClient.newConnection()
        .runOn(loops)
        .host(node.getHost())
        .port(node.getPort())
        .connect()
        .map(connection -> {
          connection.dispose();
          return true;
        })
        .timeout(TIMEOUT)
        .onErrorReturn(false);
  }
}
