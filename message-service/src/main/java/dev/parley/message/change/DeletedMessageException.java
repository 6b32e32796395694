package dev.parley.message.change;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// Only its tombstone is left, of which nothing more can become.
public final class DeletedMessageException extends DomainException {

  public DeletedMessageException() {
    super(ProblemType.CONFLICT, "The message has been deleted");
  }
}
