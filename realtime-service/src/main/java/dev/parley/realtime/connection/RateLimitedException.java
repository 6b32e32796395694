package dev.parley.realtime.connection;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;
import java.time.Duration;

/// The user's sockets have asked for more than their share.
final class RateLimitedException extends DomainException {

  private final Duration retryAfter;

  RateLimitedException(Duration retryAfter) {
    super(ProblemType.RATE_LIMITED, "Too many events");
    this.retryAfter = retryAfter;
  }

  @Override
  public Duration retryAfter() {
    return retryAfter;
  }
}
