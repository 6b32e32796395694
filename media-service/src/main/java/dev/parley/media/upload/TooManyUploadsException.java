package dev.parley.media.upload;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;
import java.time.Duration;

/// The user has as many uploads going on as one may.
final class TooManyUploadsException extends DomainException {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  TooManyUploadsException(int limit) {
    super(ProblemType.RATE_LIMITED, "One may have %d uploads at a time".formatted(limit));
  }

  @Override
  public Duration retryAfter() {
    return RETRY_AFTER;
  }
}
