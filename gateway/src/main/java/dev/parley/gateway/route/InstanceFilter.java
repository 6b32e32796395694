package dev.parley.gateway.route;

import dev.parley.common.web.ServiceUrls;
import java.net.URI;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Sends a request to the next of a service's instances, and to another one where no connection can
/// be made.
final class InstanceFilter implements GatewayFilter, Ordered {

  private final String name;
  private final ServiceUrls service;

  InstanceFilter(String name, ServiceUrls service) {
    this.name = name;
    this.service = service;
  }

  /// Within the circuit breaker: a request that another instance answers is no failure.
  @Override
  public int getOrder() {
    return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 3;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    if (service.all().size() == 1) {
      destination(service.all().getFirst()).noteIn(exchange);
      return chain.filter(exchange);
    }
    return new Attempts<>(exchange, chain, this::destination, service::unreachable)
        .at(service.inTurn());
  }

  private Destination destination(URI instance) {
    return Destination.of(name, instance);
  }
}
