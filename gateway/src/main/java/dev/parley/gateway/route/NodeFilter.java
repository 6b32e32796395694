package dev.parley.gateway.route;

import dev.parley.common.problem.UnavailableException;
import dev.parley.gateway.route.RealtimeNodes.Node;
import java.util.List;
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
/// A new session goes to another node where the first is out of reach.
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
    List<Node> candidates = sid == null ? nodes.inTurn() : ofSession(sid);
    if (!candidates.isEmpty()) {
      return new Attempts<>(exchange, chain, NodeFilter::destination, nodes::unreachable)
          .at(candidates);
    }
    return sid == null
        ? Mono.error(new UnavailableException(RealtimeProperties.SERVICE))
        : refuse(exchange.getResponse());
  }

  private static Destination destination(Node node) {
    return new Destination(RealtimeProperties.SERVICE, node.id(), node.baseUrl());
  }

  private List<Node> ofSession(String sid) {
    Node node = nodes.ofSession(sid);
    return node == null ? List.of() : List.of(node);
  }

  private static Mono<Void> refuse(ServerHttpResponse response) {
    response.setStatusCode(HttpStatus.BAD_REQUEST);
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    return response.writeWith(
        Mono.just(response.bufferFactory().wrap(RealtimeNodes.unknownSession())));
  }
}
