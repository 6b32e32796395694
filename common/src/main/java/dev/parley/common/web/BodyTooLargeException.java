package dev.parley.common.web;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The request's body is larger than the service reads.
final class BodyTooLargeException extends DomainException {

  BodyTooLargeException(long maxBytes) {
    super(ProblemType.TOO_LARGE, "The body has more than " + maxBytes + " bytes");
  }
}
