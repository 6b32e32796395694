package dev.parley.common.security;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The token is missing, expired, forged, or not of the kind that is asked for.
public final class InvalidTokenException extends DomainException {

  public InvalidTokenException(String detail) {
    super(ProblemType.UNAUTHENTICATED, detail);
  }
}
