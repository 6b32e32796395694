package dev.parley.message.sending;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A refusal in a batch's answer: what the socket's acknowledgement carries as `error`.
public record AckError(
    String code, String message, @Nullable List<FieldError> errors, @Nullable Long retryAfterMs) {

  public static AckError of(DomainException e) {
    return new AckError(
        e.type().slug(),
        e.detail(),
        e.errors().isEmpty() ? null : e.errors(),
        e.retryAfter() == null ? null : e.retryAfter().toMillis());
  }
}
