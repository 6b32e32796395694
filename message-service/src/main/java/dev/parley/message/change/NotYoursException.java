package dev.parley.message.change;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The message is another's, and the actor's role does not reach that far.
final class NotYoursException extends DomainException {

  NotYoursException(String detail) {
    super(ProblemType.FORBIDDEN, detail);
  }
}
