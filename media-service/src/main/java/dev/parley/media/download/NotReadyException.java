package dev.parley.media.download;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// Its owner asks for content that is not there yet, or was rejected.
final class NotReadyException extends DomainException {

  NotReadyException() {
    super(ProblemType.CONFLICT, "The media is not ready");
  }
}
