package dev.parley.media.direct;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// An upload is said to be complete and is not. It can go on.
final class NotArrivedException extends DomainException {

  NotArrivedException(String detail) {
    super(ProblemType.CONFLICT, detail);
  }
}
