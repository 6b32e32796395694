package dev.parley.media.download;

import dev.parley.common.problem.ValidationException;

/// The sizes in which an image can be had. The original stands in for the smaller ones, which are
/// not made yet.
enum Variant {
  ORIGINAL,
  LARGE,
  THUMBNAIL;

  /// @throws ValidationException `validation_failed`
  static Variant of(String slug) {
    return switch (slug) {
      case "original" -> ORIGINAL;
      case "large" -> LARGE;
      case "thumbnail" -> THUMBNAIL;
      default -> throw new ValidationException("variant", "invalid");
    };
  }
}
