package dev.parley.gateway.fallback;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import dev.parley.common.problem.DomainException;
import dev.parley.gateway.request.CutOffException;
import dev.parley.gateway.route.RealtimeProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// A circuit breaker for each service behind REST. A service's own 5xx counts as a failure and
/// still reaches the client as the service wrote it; a 4xx is an answer like any other, and a
/// client that goes away says nothing about the service.
@Component
@EnableConfigurationProperties(BreakerProperties.class)
final class BreakerFilter implements GlobalFilter, Ordered {

  private static final HttpStatusCode NONE = HttpStatusCode.valueOf(200);

  private final CircuitBreakerRegistry breakers;

  BreakerFilter(BreakerProperties properties, MeterRegistry registry) {
    this.breakers =
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom()
                .slidingWindowSize(properties.window())
                .minimumNumberOfCalls(properties.minimumCalls())
                .failureRateThreshold(properties.failureRate())
                .waitDurationInOpenState(properties.openFor())
                .permittedNumberOfCallsInHalfOpenState(properties.trialCalls())
                .recordResult(result -> result instanceof HttpStatusCode s && s.is5xxServerError())
                .ignoreException(DomainException.class::isInstance)
                .build());
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(registry);
  }

  @Override
  public int getOrder() {
    return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 2;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    Route route = exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
    if (route.getId().equals(RealtimeProperties.SERVICE)) {
      // A poll that ends late or not at all is how polling works.
      return chain.filter(exchange);
    }
    CircuitBreaker breaker = breakers.circuitBreaker(route.getId());
    return chain
        .filter(exchange)
        .onErrorMap(failure -> CutOffException.orElse(failure, exchange))
        .then(Mono.fromSupplier(() -> statusOf(exchange)))
        .transformDeferred(CircuitBreakerOperator.of(breaker))
        .then();
  }

  private static HttpStatusCode statusOf(ServerWebExchange exchange) {
    HttpStatusCode status = exchange.getResponse().getStatusCode();
    return status == null ? NONE : status;
  }
}
