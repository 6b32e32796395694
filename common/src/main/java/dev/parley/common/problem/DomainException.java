package dev.parley.common.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A refusal. Each kind has a class of its own in the package that refuses; what they share is
/// here. It is an answer and not a fault: it carries no stack trace and is not logged.
public abstract class DomainException extends RuntimeException {

  private final ProblemType type;

  protected DomainException(ProblemType type, String detail) {
    this(type, detail, null);
  }

  /// @param cause what happened, where something else failed first
  protected DomainException(ProblemType type, String detail, @Nullable Throwable cause) {
    super(detail, cause, false, false);
    this.type = type;
  }

  public ProblemType type() {
    return type;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  /// The fields that are not valid; empty for refusals of another kind.
  public List<FieldError> errors() {
    return List.of();
  }

  /// How long to wait before another try, where waiting helps.
  public @Nullable Duration retryAfter() {
    return null;
  }
}
