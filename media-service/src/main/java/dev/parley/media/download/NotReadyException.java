package dev.parley.media.download;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// Content is asked for that is not there yet, or was rejected.
final class NotReadyException extends DomainException {

  NotReadyException() {
    this("The media is not ready");
  }

  private NotReadyException(String detail) {
    super(ProblemType.CONFLICT, detail);
  }

  /// It will never be.
  static NotReadyException rejected(String reason) {
    return new NotReadyException("The media was rejected: " + reason);
  }
}
