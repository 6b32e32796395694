package dev.parley.media.upload;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;
import java.time.Duration;

/// The upload was not taken, by no fault of it; nothing of it is stored.
final class TryAgainException extends DomainException {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  TryAgainException(String detail) {
    super(ProblemType.UNAVAILABLE, detail);
  }

  @Override
  public Duration retryAfter() {
    return RETRY_AFTER;
  }
}
