package dev.parley.media.image;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The content is of no kind that is taken, or is cut short.
public final class UnsupportedMediaException extends DomainException {

  public UnsupportedMediaException(String detail) {
    super(ProblemType.UNSUPPORTED_MEDIA, detail);
  }
}
