package dev.parley.media.detection;

import java.util.Locale;

/// What a client does with it.
public enum MediaKind {
  IMAGE,
  VIDEO,
  AUDIO,
  DOCUMENT;

  public static MediaKind of(String contentType) {
    String family = contentType.substring(0, Math.max(0, contentType.indexOf('/')));
    return switch (family.toLowerCase(Locale.ROOT)) {
      case "image" -> IMAGE;
      case "video" -> VIDEO;
      case "audio" -> AUDIO;
      default -> DOCUMENT;
    };
  }

  public boolean isFilmOrSound() {
    return this == VIDEO || this == AUDIO;
  }
}
