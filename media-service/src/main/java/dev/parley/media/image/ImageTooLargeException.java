package dev.parley.media.image;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The picture has more pixels than a client should have to unpack.
public final class ImageTooLargeException extends DomainException {

  ImageTooLargeException(ImageProperties limits) {
    super(
        ProblemType.TOO_LARGE,
        "The picture may have %d pixels, and %d a side"
            .formatted(limits.maxPixels(), limits.maxSide()));
  }
}
