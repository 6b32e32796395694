package dev.parley.media.image;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The file is not an image of a kind that is taken, whatever its name says.
public final class UnsupportedImageException extends DomainException {

  public UnsupportedImageException() {
    super(ProblemType.UNSUPPORTED_MEDIA, "Only PNG, JPEG, GIF and WebP images are taken");
  }
}
