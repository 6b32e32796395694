package dev.parley.media.storage;

import dev.parley.common.problem.Outages;
import dev.parley.common.problem.UnavailableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/// Each call is retried by the SDK within its time, all of them in one circuit breaker's view.
@Component
class StoreCalls {

  private static final Logger log = LoggerFactory.getLogger(StoreCalls.class);
  private static final String NAME = "object-store";
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;
  private static final int MAX_CAUSES = 10;

  /// Request timeout, too many requests: what is refused now, and not for good.
  private static final Set<Integer> LATER = Set.of(408, 429);

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

  /// @throws UnavailableException `unavailable` when the store is away
  /// @throws StoreRefusedException `unavailable` when it is there and does not do it
  <T> T get(String what, Supplier<T> operation) {
    try {
      return breaker.executeSupplier(() -> call(what, operation));
    } catch (CallNotPermittedException e) {
      log.atWarn()
          .addKeyValue("operation", what)
          .addKeyValue("cause", e.toString())
          .log("The object store was not asked");
      throw new UnavailableException("The object store");
    } catch (SdkException e) {
      log.atWarn()
          .addKeyValue("operation", what)
          .addKeyValue("cause", Outages.causeOf(e))
          .log("The object store failed");
      throw new UnavailableException("The object store");
    }
  }

  /// A refusal says nothing of the store's health: the breaker does not count it.
  private static <T> T call(String what, Supplier<T> operation) {
    try {
      return operation.get();
    } catch (SdkException e) {
      if (isRefusal(e)) {
        log.atWarn()
            .addKeyValue("operation", what)
            .addKeyValue("cause", Outages.causeOf(e))
            .log("The object store refused");
        throw new StoreRefusedException();
      }
      throw e;
    }
  }

  private static boolean isRefusal(SdkException failure) {
    return isOurs(failure)
        || (failure instanceof SdkServiceException answer
            && answer.statusCode() >= BAD_REQUEST
            && answer.statusCode() < SERVER_ERROR
            && !LATER.contains(answer.statusCode()));
  }

  private static boolean isOurs(SdkException failure) {
    Throwable cause = failure.getCause();
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (cause instanceof LocalDiskException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
