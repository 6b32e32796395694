package dev.parley.media.upload;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The image would fill the memory of whoever looks at it.
final class ImageTooLargeException extends DomainException {

  ImageTooLargeException(UploadProperties limits) {
    super(
        ProblemType.TOO_LARGE,
        "An image may have %d pixels on a side and %d in all"
            .formatted(limits.maxEdge(), limits.maxPixels()));
  }
}
