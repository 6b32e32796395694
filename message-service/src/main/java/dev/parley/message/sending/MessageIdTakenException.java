package dev.parley.message.sending;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// Another sender's message in this conversation has the id.
final class MessageIdTakenException extends DomainException {

  MessageIdTakenException() {
    super(ProblemType.CONFLICT, "Another message of this conversation has that id");
  }
}
