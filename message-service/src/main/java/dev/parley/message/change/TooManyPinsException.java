package dev.parley.message.change;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The conversation has as many pinned messages as it may.
final class TooManyPinsException extends DomainException {

  TooManyPinsException(int max) {
    super(ProblemType.CONFLICT, "At most %d messages can be pinned".formatted(max));
  }
}
