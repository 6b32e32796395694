package dev.parley.gateway.route;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import dev.parley.common.problem.UnavailableException;
import dev.parley.gateway.route.RealtimeNodes.Node;
import java.net.ConnectException;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Sends a polling request to the node of its session, so that polling is sticky without a cookie.
final class NodeFilter implements GatewayFilter, Ordered {

  private final RealtimeNodes nodes;

  NodeFilter(RealtimeNodes nodes) {
    this.nodes = nodes;
  }

  @Override
  public int getOrder() {
    return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 1;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    @Nullable String sid = exchange.getRequest().getQueryParams().getFirst("sid");
    Node node = sid == null ? nodes.next() : nodes.ofSession(sid);
    if (node == null) {
      return sid == null
          ? Mono.error(new UnavailableException(RealtimeProperties.SERVICE))
          : refuse(exchange.getResponse());
    }
    return attempt(exchange, chain, node, sid == null ? nodes.all().size() : 1);
  }

  /// Another node takes a new session where the first is out of reach.
  private Mono<Void> attempt(
      ServerWebExchange exchange, GatewayFilterChain chain, Node node, int attempts) {
    exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, Targets.of(node.baseUrl(), exchange));
    exchange.getAttributes().remove(GATEWAY_ALREADY_ROUTED_ATTR);
    return chain
        .filter(exchange)
        .onErrorResume(
            ConnectException.class,
            away -> {
              nodes.unreachable(node);
              @Nullable Node other = attempts > 1 ? nodes.next() : null;
              return other == null
                  ? Mono.error(away)
                  : attempt(exchange, chain, other, attempts - 1);
            });
  }

  private static Mono<Void> refuse(ServerHttpResponse response) {
    response.setStatusCode(HttpStatus.BAD_REQUEST);
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    return response.writeWith(
        Mono.just(response.bufferFactory().wrap(RealtimeNodes.unknownSession())));
  }
}
