package dev.parley.gateway.security;

import dev.parley.common.security.Caller;
import dev.parley.common.security.InvalidTokenException;
import dev.parley.common.security.SecurityProperties;
import dev.parley.common.security.TokenVerifier;
import dev.parley.gateway.FilterOrder;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Nothing under `/api` is looked at before its bearer token has been verified. The header goes on
/// to the service, which verifies it again.
@Component
final class TokenFilter implements WebFilter, Ordered {

  private static final String SCHEME = "Bearer ";
  // As routes are matched: on decoded segments, so that `/%61pi` is no way around.
  private static final PathPattern API = PathPatternParser.defaultInstance.parse("/api/**");

  private final TokenVerifier tokens;
  private final boolean keysAreRemote;

  TokenFilter(TokenVerifier tokens, SecurityProperties properties) {
    this.tokens = tokens;
    this.keysAreRemote = properties.jwt().secret() == null;
  }

  @Override
  public int getOrder() {
    return FilterOrder.TOKEN;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
    if (!API.matches(path)) {
      return chain.filter(exchange);
    }
    return verified(exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION))
        .flatMap(caller -> {
          exchange.getAttributes().put(Callers.ATTRIBUTE, caller);
          return chain.filter(exchange);
        });
  }

  private Mono<Caller> verified(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Mono.error(new InvalidTokenException("A bearer token is needed"));
    }
    String token = authorization.substring(SCHEME.length()).strip();
    Mono<Caller> caller = Mono.fromCallable(() -> tokens.verify(token));
    // A remote key may have to be fetched, which blocks; a shared secret is only arithmetic.
    return keysAreRemote ? caller.subscribeOn(Schedulers.boundedElastic()) : caller;
  }
}
