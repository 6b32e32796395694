package dev.parley.realtime.session;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;
import java.time.Duration;

/// The user's sockets have asked for more than their share.
public final class RateLimitedException extends DomainException {

  private final Duration retryAfter;

  public RateLimitedException(Duration retryAfter) {
    super(ProblemType.RATE_LIMITED, "Too many events");
    this.retryAfter = retryAfter;
  }

  @Override
  public Duration retryAfter() {
    return retryAfter;
  }
}
