package dev.parley.gateway.security;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// A page of this origin may not use the suite.
public final class OriginRefusedException extends DomainException {

  public OriginRefusedException() {
    super(ProblemType.FORBIDDEN, "Pages of this origin are not allowed here");
  }
}
