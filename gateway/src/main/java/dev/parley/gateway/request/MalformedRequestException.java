package dev.parley.gateway.request;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The request cannot be passed on as it is.
public final class MalformedRequestException extends DomainException {

  public MalformedRequestException(String detail) {
    super(ProblemType.VALIDATION_FAILED, detail);
  }
}
