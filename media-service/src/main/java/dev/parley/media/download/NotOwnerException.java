package dev.parley.media.download;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// Someone who may read a file wants to delete it.
final class NotOwnerException extends DomainException {

  NotOwnerException() {
    super(ProblemType.FORBIDDEN, "Only who uploaded it may delete it");
  }
}
