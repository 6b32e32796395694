package dev.parley.gateway.ratelimit;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;
import java.time.Duration;

/// The client has asked too much lately.
public final class RateLimitedException extends DomainException {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Duration retryAfter;

  public RateLimitedException(Duration retryAfter) {
    super(ProblemType.RATE_LIMITED, "Too many requests: wait before the next one");
    this.retryAfter = retryAfter;
  }

  /// In whole seconds, never less than the true wait.
  @Override
  public Duration retryAfter() {
    return Duration.ofSeconds(retryAfter.plus(SECOND).minusNanos(1).toSeconds());
  }
}
