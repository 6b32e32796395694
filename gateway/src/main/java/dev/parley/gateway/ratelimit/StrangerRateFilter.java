package dev.parley.gateway.ratelimit;

import dev.parley.common.security.InvalidTokenException;
import dev.parley.gateway.FilterOrder;
import dev.parley.gateway.security.ClientAddresses;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Holds each address to the budgets of what comes without a valid token: new polling sessions, and
/// requests that are refused for their token.
@Component
final class StrangerRateFilter implements WebFilter, Ordered {

  private static final String SOCKET = "/socket.io";

  private final RateLimits limits;
  private final ClientAddresses addresses;

  StrangerRateFilter(RateLimits limits, ClientAddresses addresses) {
    this.limits = limits;
    this.addresses = addresses;
  }

  @Override
  public int getOrder() {
    return FilterOrder.STRANGERS;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    if (request.getPath().value().startsWith(SOCKET)) {
      boolean handshake = !request.getQueryParams().containsKey("sid");
      @Nullable Duration wait = handshake ? take(Budget.HANDSHAKES, request) : null;
      return wait == null ? chain.filter(exchange) : Mono.error(new RateLimitedException(wait));
    }
    return chain
        .filter(exchange)
        .onErrorMap(
            InvalidTokenException.class,
            refused -> {
              @Nullable Duration wait = take(Budget.STRANGERS, request);
              return wait == null ? refused : new RateLimitedException(wait);
            });
  }

  private @Nullable Duration take(Budget budget, ServerHttpRequest request) {
    List<String> forwarded = request.getHeaders().getOrEmpty("X-Forwarded-For");
    String client = addresses.of(request.getRemoteAddress(), forwarded);
    return limits.take(budget, ClientAddresses.limitKey(client));
  }
}
