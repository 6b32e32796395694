package dev.parley.gateway.fallback;

import dev.parley.common.json.Json;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.Problem;
import dev.parley.common.problem.ProblemType;
import dev.parley.common.web.Traces;
import dev.parley.gateway.request.CutOffException;
import dev.parley.gateway.request.RequestTrace;
import dev.parley.gateway.request.SlowBodyException;
import dev.parley.gateway.route.Destination;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Every failure of the gateway itself leaves as a problem document, while that can still be sent.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemHandler implements ErrorWebExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final int REQUEST_TIMEOUT = 408;
  private static final int INTERNAL = 500;
  private static final int GATEWAY_TIMEOUT = 504;

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted()) {
      return failure instanceof CutOffException cutOff
          ? goneMidway(cutOff, exchange)
          : Mono.error(failure);
    }
    Problem problem;
    try (Traces.Scope _ = Traces.begin(RequestTrace.of(exchange))) {
      problem = problemOf(failure, exchange);
    }
    HttpHeaders headers = response.getHeaders();
    // What a service said before it failed; whether a page may read the answer is our own to say.
    Set.copyOf(headers.headerNames()).stream()
        .filter(name -> !isAboutOrigins(name))
        .forEach(headers::remove);
    if (failure instanceof ErrorResponse refusal) {
      headers.addAll(refusal.getHeaders());
    }
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setCacheControl("no-store");
    addHints(headers, problem, failure);
    response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
    byte[] body = Json.mapper().writeValueAsBytes(problem);
    headers.setContentLength(body.length);
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }

  /// Nobody is left to tell. Spring does the same where it sees by the failure that the client is
  /// gone, and takes any other failure after the answer's begin for an error.
  private static Mono<Void> goneMidway(CutOffException cutOff, ServerWebExchange exchange) {
    log.atDebug()
        .addKeyValue("path", exchange.getRequest().getPath().value())
        .addKeyValue("cause", cutOff.getCause())
        .log("The client has gone away in mid-answer");
    return Mono.empty();
  }

  private static boolean isAboutOrigins(String header) {
    return header.equalsIgnoreCase(HttpHeaders.VARY)
        || header.toLowerCase(Locale.ROOT).startsWith("access-control-");
  }

  private static Problem problemOf(Throwable failure, ServerWebExchange exchange) {
    String path = exchange.getRequest().getPath().value();
    return switch (failure) {
      case SlowBodyException slow -> slow(slow, path);
      case DomainException refusal -> Problem.of(refusal, path);
      case DataBufferLimitException _ ->
          Problem.of(ProblemType.TOO_LARGE, ProblemType.TOO_LARGE.title(), path);
      case CallNotPermittedException e ->
          Problem.of(ProblemType.UNAVAILABLE, away(e.getCausingCircuitBreakerName()), path);
      case ReadTimeoutException _ -> late(path, exchange);
      case TimeoutException _ -> late(path, exchange);
      case ErrorResponse refusal when refusal.getStatusCode().value() != INTERNAL ->
          ofStatus(refusal.getStatusCode().value(), path);
      case IOException _ -> unreachable(failure, path, exchange);
      default -> internal(failure, path);
    };
  }

  private static String away(String service) {
    return service + " cannot be reached right now";
  }

  private static Problem unreachable(Throwable failure, String path, ServerWebExchange exchange) {
    warning(path, exchange).addKeyValue("cause", failure).log("Service unreachable");
    return Problem.of(ProblemType.UNAVAILABLE, away("A service"), path);
  }

  /// Names who was asked, where that had been settled.
  private static LoggingEventBuilder warning(String path, ServerWebExchange exchange) {
    LoggingEventBuilder warning = log.atWarn().addKeyValue("path", path);
    Destination asked = Destination.of(exchange);
    return asked == null
        ? warning
        : warning.addKeyValue("service", asked.service()).addKeyValue("node", asked.node());
  }

  private static Problem late(String path, ServerWebExchange exchange) {
    warning(path, exchange).log("Service answered too late");
    ProblemType type = ProblemType.UNAVAILABLE;
    return new Problem(
        type.slug(), GATEWAY_TIMEOUT, type.title(), "No answer in time", path, null, null);
  }

  /// The client's doing, and no fault of a service; the code is the one that says: try again.
  private static Problem slow(SlowBodyException slow, String path) {
    ProblemType type = slow.type();
    return new Problem(type.slug(), REQUEST_TIMEOUT, type.title(), slow.detail(), path, null, null);
  }

  private static Problem ofStatus(int status, String path) {
    ProblemType type = ProblemType.ofStatus(status);
    return new Problem(type.slug(), status, type.title(), type.title(), path, null, null);
  }

  private static Problem internal(Throwable failure, String path) {
    log.atError().addKeyValue("path", path).setCause(failure).log("Request failed");
    return Problem.internal(path, Traces.currentId());
  }

  private static void addHints(HttpHeaders headers, Problem problem, Throwable failure) {
    if (problem.type() == ProblemType.UNAUTHENTICATED) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (problem.status() == REQUEST_TIMEOUT) {
      // The rest of the body may still come, and is no request.
      headers.set(HttpHeaders.CONNECTION, "close");
    }
    @Nullable Duration retryAfter =
        failure instanceof DomainException refusal ? refusal.retryAfter() : null;
    if (retryAfter == null && problem.type() == ProblemType.UNAVAILABLE) {
      retryAfter = RETRY_AFTER;
    }
    if (retryAfter != null) {
      headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, retryAfter.toSeconds())));
    }
  }
}
