package dev.parley.message.lane;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The database will never take this: a fault of ours, since what a client may send was checked.
/// Trying again would not help.
public final class NotStorableException extends DomainException {

  public NotStorableException() {
    super(ProblemType.INTERNAL, "This could not be stored");
  }
}
