package dev.parley.media.storage;

import dev.parley.common.problem.UnavailableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/// Each call is retried by the SDK within its time, all of them in one circuit breaker's view.
@Component
class StoreCalls {

  private static final Logger log = LoggerFactory.getLogger(StoreCalls.class);
  private static final String NAME = "object-store";

  private final CircuitBreaker breaker;

  StoreCalls(CircuitBreakerRegistry breakers) {
    this.breaker = breakers.circuitBreaker(NAME);
  }

  void run(String what, Runnable operation) {
    get(
        what,
        () -> {
          operation.run();
          return true;
        });
  }

  /// @throws UnavailableException `unavailable` when the store fails
  <T> T get(String what, Supplier<T> operation) {
    try {
      return breaker.executeSupplier(operation);
    } catch (CallNotPermittedException e) {
      throw new UnavailableException("The object store");
    } catch (SdkException e) {
      log.atWarn().addKeyValue("operation", what).setCause(e).log("The object store failed");
      throw new UnavailableException("The object store");
    }
  }
}
