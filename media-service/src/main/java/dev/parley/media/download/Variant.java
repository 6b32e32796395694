package dev.parley.media.download;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.common.problem.ValidationException;
import java.util.Arrays;
import java.util.Locale;

/// A form of the same content. Where a picture needs none of its own a larger one stands in.
enum Variant {
  ORIGINAL,
  LARGE,
  THUMBNAIL;

  @JsonValue
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws ValidationException `validation_failed` for any other text
  static Variant of(String wireName) {
    return Arrays.stream(values())
        .filter(variant -> variant.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(() -> new ValidationException("variant", "invalid"));
  }
}
