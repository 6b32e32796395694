package dev.parley.gateway.request;

import dev.parley.common.web.Traces;
import org.springframework.web.server.ServerWebExchange;

/// The trace that a request belongs to: the one that came with it, or one that begins here.
public final class RequestTrace {

  private RequestTrace() {}

  /// The same `traceparent` each time it is asked.
  public static String of(ServerWebExchange exchange) {
    String came = exchange.getRequest().getHeaders().getFirst(Traces.HEADER);
    return (String)
        exchange.getAttributes().computeIfAbsent(Traces.HEADER, _ -> Traces.continuedFrom(came));
  }
}
