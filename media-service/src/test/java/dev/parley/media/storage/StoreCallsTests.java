package dev.parley.media.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.common.problem.Outages;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class StoreCallsTests {

  private final StoreCalls calls = new StoreCalls(CircuitBreakerRegistry.ofDefaults());

  /// What waits for an outage's end must not wait for what the store will never do.
  @ParameterizedTest
  @CsvSource({
    "400, false",
    "403, false",
    "404, false",
    "408, true",
    "429, true",
    "500, true",
    "503, true"
  })
  void tellsARefusalFromAnOutage(int status, boolean isOutage) {
    assertThat(isOutage((SdkException) S3Exception.builder().statusCode(status).build()))
        .isEqualTo(isOutage);
  }

  @Test
  void tellsOurOwnDiskFromAnOutage() {
    IOException full = new IOException("No space left on device");
    assertThat(isOutage(SdkClientException.create("reading", new LocalDiskException(full))))
        .isFalse();
    assertThat(isOutage(SdkClientException.create("reading", full))).isTrue();
  }

  private boolean isOutage(SdkException failure) {
    Throwable thrown =
        catchThrowable(() ->
            calls.run(
                "try",
                () -> {
                  throw failure;
                }));
    assertThat(thrown).hasMessageContaining("right now");
    return Outages.isOutage(thrown);
  }
}
