package dev.parley.common.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A refusal by another service, passed on to the caller as it was given.
public final class RelayedProblemException extends DomainException {

  private final List<FieldError> errors;
  private final @Nullable Duration retryAfter;

  public RelayedProblemException(Problem problem, @Nullable Duration retryAfter) {
    super(problem.type(), problem.detail());
    this.errors = problem.errors() == null ? List.of() : problem.errors();
    this.retryAfter = retryAfter;
  }

  @Override
  public List<FieldError> errors() {
    return errors;
  }

  @Override
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
