package dev.parley.gateway.security;

import dev.parley.gateway.FilterOrder;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Cross-origin requests: answers preflights, and refuses pages that are not allowed here.
@Component
final class OriginFilter implements WebFilter, Ordered {

  private final Origins origins;
  private final DefaultCorsProcessor cors = new DefaultCorsProcessor();

  OriginFilter(Origins origins) {
    this.origins = origins;
  }

  @Override
  public int getOrder() {
    return FilterOrder.ORIGIN;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    @Nullable String origin = request.getHeaders().getOrigin();
    @Nullable String host = request.getHeaders().getFirst(HttpHeaders.HOST);
    if (origin == null || Origins.isSame(origin, host)) {
      return chain.filter(exchange);
    }
    if (!origins.admits(origin, host)) {
      return Mono.error(new OriginRefusedException());
    }
    boolean valid = cors.process(origins.configuration(), exchange);
    if (CorsUtils.isPreFlightRequest(request)) {
      return valid ? Mono.empty() : Mono.error(new OriginRefusedException());
    }
    return chain.filter(exchange);
  }
}
