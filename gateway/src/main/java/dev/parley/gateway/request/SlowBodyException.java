package dev.parley.gateway.request;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;
import java.time.Duration;

/// The request's body has not come in time. Nothing was done; a better line may bring it.
public final class SlowBodyException extends DomainException {

  public SlowBodyException(Duration patience) {
    super(
        ProblemType.UNAVAILABLE,
        "The body has not come within %d s".formatted(Math.max(1, patience.toSeconds())));
  }
}
