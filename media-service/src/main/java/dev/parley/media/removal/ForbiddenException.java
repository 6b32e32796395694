package dev.parley.media.removal;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The caller may see the media, but it is another's.
final class ForbiddenException extends DomainException {

  ForbiddenException() {
    super(ProblemType.FORBIDDEN, "Only its owner may delete media");
  }
}
