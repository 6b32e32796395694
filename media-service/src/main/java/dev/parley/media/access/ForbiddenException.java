package dev.parley.media.access;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The caller may know of it, and not do this with it.
public final class ForbiddenException extends DomainException {

  public ForbiddenException(String detail) {
    super(ProblemType.FORBIDDEN, detail);
  }
}
