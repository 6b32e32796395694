package dev.parley.media.upload;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;
import org.springframework.util.unit.DataSize;

/// The user's media takes as much as one user's may.
final class QuotaExceededException extends DomainException {

  QuotaExceededException(DataSize quota) {
    super(
        ProblemType.TOO_LARGE,
        "Your files may take %d MB in all: delete some".formatted(quota.toMegabytes()));
  }
}
