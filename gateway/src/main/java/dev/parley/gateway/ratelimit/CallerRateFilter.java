package dev.parley.gateway.ratelimit;

import dev.parley.common.security.Caller;
import dev.parley.gateway.FilterOrder;
import dev.parley.gateway.security.Callers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Holds each user to the budgets of reads, writes and uploads.
@Component
final class CallerRateFilter implements WebFilter, Ordered {

  private static final String UPLOAD = "/api/v1/media";
  private static final String SYNC = "/api/v1/sync";

  private final RateLimits limits;

  CallerRateFilter(RateLimits limits) {
    this.limits = limits;
  }

  @Override
  public int getOrder() {
    return FilterOrder.RATE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    @Nullable Caller caller = Callers.of(exchange);
    if (caller == null) {
      return chain.filter(exchange);
    }
    @Nullable Duration wait = limits.take(budgetOf(exchange.getRequest()), caller.id().value());
    return wait == null ? chain.filter(exchange) : Mono.error(new RateLimitedException(wait));
  }

  private static Budget budgetOf(ServerHttpRequest request) {
    HttpMethod method = request.getMethod();
    String path = request.getPath().value();
    if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) || path.equals(SYNC)) {
      return Budget.READS;
    }
    boolean upload =
        method.equals(HttpMethod.POST) && (path.equals(UPLOAD) || path.startsWith(UPLOAD + "/"));
    return upload ? Budget.UPLOADS : Budget.WRITES;
  }
}
