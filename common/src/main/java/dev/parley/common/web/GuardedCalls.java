package dev.parley.common.web;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.UnavailableException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls to one other service, each retried a few times inside one circuit breaker's view. Refusals
/// by the other side pass through; whatever else goes wrong is `unavailable`.
public final class GuardedCalls {

  private static final Logger log = LoggerFactory.getLogger(GuardedCalls.class);

  private final String service;
  private final CircuitBreaker breaker;
  private final Retry retry;

  /// @param service the name of the instance in `resilience4j.circuitbreaker` and `.retry`
  public GuardedCalls(String service, CircuitBreakerRegistry breakers, RetryRegistry retries) {
    this.service = service;
    this.breaker = breakers.circuitBreaker(service);
    this.retry = retries.retry(service);
  }

  /// @throws DomainException what the other side refused with, or `unavailable`
  public <T> T get(Supplier<T> call) {
    try {
      return Retry.decorateSupplier(retry, CircuitBreaker.decorateSupplier(breaker, call)).get();
    } catch (DomainException e) {
      throw e;
    } catch (RuntimeException e) {
      log.atWarn()
          .addKeyValue("service", service)
          .addKeyValue("cause", e.toString())
          .log("A call failed");
      throw new UnavailableException(service);
    }
  }
}
