package dev.parley.media.direct;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;
import org.springframework.util.unit.DataSize;

final class FileTooLargeException extends DomainException {

  FileTooLargeException(DataSize most) {
    super(ProblemType.TOO_LARGE, "A file may have %d MB".formatted(most.toMegabytes()));
  }
}
