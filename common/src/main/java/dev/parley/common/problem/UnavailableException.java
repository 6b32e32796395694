package dev.parley.common.problem;

import java.time.Duration;

/// A part that the answer needs cannot be reached now; nothing was changed, and a later try may
/// work.
public final class UnavailableException extends DomainException {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  public UnavailableException(String what) {
    super(ProblemType.UNAVAILABLE, what + " cannot be reached right now");
  }

  /// @param cause what happened, for the log alone
  public UnavailableException(String what, Throwable cause) {
    super(ProblemType.UNAVAILABLE, what + " cannot be reached right now", cause);
  }

  @Override
  public Duration retryAfter() {
    return RETRY_AFTER;
  }
}
