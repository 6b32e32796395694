package dev.parley.gateway.request;

import dev.parley.common.web.Traces;
import dev.parley.gateway.FilterOrder;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// What a browser may do with what comes from here, and under which trace the logs know an answer.
@Component
final class ResponseHeadersFilter implements WebFilter, Ordered {

  private final PageProperties page;

  ResponseHeadersFilter(PageProperties page) {
    this.page = page;
  }

  @Override
  public int getOrder() {
    return FilterOrder.RESPONSE_HEADERS;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String path = exchange.getRequest().getPath().value();
    HttpHeaders headers = exchange.getResponse().getHeaders();
    exchange
        .getResponse()
        .beforeCommit(() ->
            Mono.fromRunnable(() -> {
              headers.set("X-Content-Type-Options", "nosniff");
              if (path.startsWith("/api/")) {
                headers.set(Traces.ID_HEADER, Traces.idOf(RequestTrace.of(exchange)));
                if (!headers.containsHeader(HttpHeaders.CACHE_CONTROL)) {
                  headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
                }
              } else if (!path.startsWith("/socket.io")) {
                headers.set("Content-Security-Policy", page.policyFor(path));
                headers.set("X-Frame-Options", "DENY");
                headers.set("Referrer-Policy", "no-referrer");
                headers.set("Cross-Origin-Opener-Policy", "same-origin");
              }
            }));
    return chain.filter(exchange);
  }
}
