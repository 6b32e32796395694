package dev.parley.gateway.request;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.Connection;

/// The client went away before it had its whole answer: whatever failed because of it, the cause,
/// is no service's fault.
public final class CutOffException extends DomainException {

  public CutOffException(Throwable cause) {
    super(ProblemType.VALIDATION_FAILED, "The request was cut off", cause);
  }

  /// What a request has failed of, now that its client may be gone.
  public static Throwable orElse(Throwable failure, ServerWebExchange exchange) {
    return failure instanceof CutOffException || !isGone(exchange)
        ? failure
        : new CutOffException(failure);
  }

  private static boolean isGone(ServerWebExchange exchange) {
    Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
    return request instanceof Connection client && !client.channel().isActive();
  }
}
