package dev.parley.message.sending;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The database will never take this message: a fault of ours, since what a client may send was
/// checked. Sending it again would not help.
final class NotStorableException extends DomainException {

  NotStorableException() {
    super(ProblemType.INTERNAL, "The message could not be stored");
  }
}
