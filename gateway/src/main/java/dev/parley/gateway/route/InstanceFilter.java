package dev.parley.gateway.route;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import dev.parley.common.web.ServiceUrls;
import java.net.ConnectException;
import java.net.URI;
import java.util.Iterator;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Sends a request to the next of a service's instances, and to another one where no connection can
/// be made: nothing of the request has left by then.
final class InstanceFilter implements GatewayFilter, Ordered {

  private final ServiceUrls service;

  InstanceFilter(ServiceUrls service) {
    this.service = service;
  }

  /// Within the circuit breaker: a request that another instance answers is no failure.
  @Override
  public int getOrder() {
    return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 3;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    return service.all().size() == 1
        ? chain.filter(exchange)
        : attempt(exchange, chain, service.inTurn().iterator());
  }

  private Mono<Void> attempt(
      ServerWebExchange exchange, GatewayFilterChain chain, Iterator<URI> instances) {
    URI instance = instances.next();
    exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, Targets.of(instance, exchange));
    exchange.getAttributes().remove(GATEWAY_ALREADY_ROUTED_ATTR);
    return chain
        .filter(exchange)
        .onErrorResume(
            ConnectException.class,
            away -> {
              service.unreachable(instance);
              return instances.hasNext() ? attempt(exchange, chain, instances) : Mono.error(away);
            });
  }
}
