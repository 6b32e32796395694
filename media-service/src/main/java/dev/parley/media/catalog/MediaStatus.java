package dev.parley.media.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How far a file has come. `processing` is for kinds that are worked on after their upload.
public enum MediaStatus {
  PENDING,
  PROCESSING,
  READY,
  REJECTED;

  /// As the contract and the database have it.
  @JsonValue
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MediaStatus of(String slug) {
    return valueOf(slug.toUpperCase(Locale.ROOT));
  }
}
