package dev.parley.gateway.request;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The request's body is larger than its kind may be.
public final class TooLargeException extends DomainException {

  public TooLargeException(long maxBytes) {
    super(ProblemType.TOO_LARGE, "The body may have %d bytes".formatted(maxBytes));
  }
}
