package dev.parley.gateway.security;

import dev.parley.common.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/// Who calls, once the token has been verified.
public final class Callers {

  static final String ATTRIBUTE = Caller.class.getName();

  private Callers() {}

  /// The caller, or null on a path that needs no token.
  public static @Nullable Caller of(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }
}
