package dev.parley.common.web;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.UnavailableException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClient;

/// Calls one other service, each call retried a few times inside one circuit breaker's view.
/// Refusals by the other side pass through; whatever else goes wrong is `unavailable`.
public final class GuardedClient {

  private static final Logger log = LoggerFactory.getLogger(GuardedClient.class);

  private final String service;
  private final RestClient http;
  private final CircuitBreaker breaker;
  private final Retry retry;

  /// @param service the name of the instance in `resilience4j.circuitbreaker` and `.retry`
  public GuardedClient(
      String service, RestClient http, CircuitBreakerRegistry breakers, RetryRegistry retries) {
    this.service = service;
    this.http = http;
    this.breaker = breakers.circuitBreaker(service);
    this.retry = retries.retry(service);
  }

  /// What a request is answered with. An answer without a body is a failure.
  ///
  /// @param request anew for each attempt
  /// @throws DomainException what the other side refused with, or `unavailable`
  public <T> T ask(
      Class<T> answer, Function<RestClient, RestClient.RequestHeadersSpec<?>> request) {
    return call(client -> Objects.requireNonNull(request.apply(client).retrieve().body(answer)));
  }

  /// As [#ask], for what is more than a body to read: what the call throws is a failure as well.
  ///
  /// @throws DomainException what the other side refused with, or `unavailable`
  public <T> T call(Function<RestClient, T> call) {
    Supplier<T> once = () -> call.apply(http);
    try {
      return Retry.decorateSupplier(retry, CircuitBreaker.decorateSupplier(breaker, once)).get();
    } catch (UnavailableException e) {
      tell(e.getCause() == null ? e : e.getCause());
      throw e;
    } catch (DomainException e) {
      throw e;
    } catch (RuntimeException e) {
      tell(e);
      throw new UnavailableException(service);
    }
  }

  private void tell(Throwable cause) {
    log.atWarn()
        .addKeyValue("service", service)
        .addKeyValue("cause", cause.toString())
        .log("A call failed");
  }
}
