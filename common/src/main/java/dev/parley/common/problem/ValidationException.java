package dev.parley.common.problem;

import java.util.List;

/// The request breaks the contract; nothing was changed.
public final class ValidationException extends DomainException {

  private final List<FieldError> errors;

  public ValidationException(List<FieldError> errors) {
    super(
        ProblemType.VALIDATION_FAILED,
        "Not valid: " + String.join(", ", errors.stream().map(FieldError::field).toList()));
    this.errors = List.copyOf(errors);
  }

  public ValidationException(String field, String code) {
    this(List.of(new FieldError(field, code)));
  }

  @Override
  public List<FieldError> errors() {
    return errors;
  }
}
