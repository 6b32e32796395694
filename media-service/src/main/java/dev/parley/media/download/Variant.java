package dev.parley.media.download;

import dev.parley.common.problem.ValidationException;
import java.util.Arrays;
import java.util.Locale;

/// A form of the same content. Where there is none of it a larger one stands in.
enum Variant {
  ORIGINAL,
  LARGE,
  THUMBNAIL;

  /// @throws ValidationException `validation_failed` for any other text
  static Variant of(String wireName) {
    return Arrays.stream(values())
        .filter(variant -> variant.name().toLowerCase(Locale.ROOT).equals(wireName))
        .findFirst()
        .orElseThrow(() -> new ValidationException("variant", "invalid"));
  }
}
