package dev.parley.media.download;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// A smaller picture is asked for of what has none: a sound, a document, a film without a poster.
final class NoPictureException extends DomainException {

  NoPictureException() {
    super(ProblemType.NOT_FOUND, "There is no picture of this media; the original is there");
  }
}
