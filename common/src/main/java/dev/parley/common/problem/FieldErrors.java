package dev.parley.common.problem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers what is wrong with a request, so that its sender learns of all of it at once.
public final class FieldErrors {

  private final List<FieldError> errors = new ArrayList<>();

  /// @param code null says that nothing is wrong
  public void add(String field, @Nullable String code) {
    if (code != null) {
      errors.add(new FieldError(field, code));
    }
  }

  public void rejectIf(boolean wrong, String field, String code) {
    if (wrong) {
      errors.add(new FieldError(field, code));
    }
  }

  public boolean isEmpty() {
    return errors.isEmpty();
  }

  /// @throws ValidationException when anything was added
  public void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new ValidationException(errors);
    }
  }
}
