package dev.parley.gateway.route;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import dev.parley.common.problem.UnavailableException;
import dev.parley.gateway.route.RealtimeNodes.Node;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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

  /// Source: Engine.IO protocol 4, errors of a handshake; code 1 is an unknown session.
  private static final byte[] UNKNOWN_SESSION =
      "{\"code\":1,\"message\":\"Session ID unknown\"}".getBytes(StandardCharsets.UTF_8);

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
          ? Mono.error(new UnavailableException("realtime-service"))
          : refuse(exchange.getResponse());
    }
    URI request = exchange.getRequest().getURI();
    String query = request.getRawQuery() == null ? "" : "?" + request.getRawQuery();
    exchange
        .getAttributes()
        .put(
            GATEWAY_REQUEST_URL_ATTR,
            URI.create(stripSlash(node.baseUrl()) + request.getRawPath() + query));
    return chain
        .filter(exchange)
        .doOnError(java.net.ConnectException.class, _ -> nodes.unreachable(node));
  }

  private static Mono<Void> refuse(ServerHttpResponse response) {
    response.setStatusCode(HttpStatus.BAD_REQUEST);
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(UNKNOWN_SESSION)));
  }

  private static String stripSlash(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
