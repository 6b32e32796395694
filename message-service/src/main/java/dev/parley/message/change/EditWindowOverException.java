package dev.parley.message.change;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The time in which a message may be edited is over.
final class EditWindowOverException extends DomainException {

  EditWindowOverException() {
    super(ProblemType.FORBIDDEN, "The message can no longer be edited");
  }
}
