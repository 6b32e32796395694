package dev.parley.media.film;

/// What ffprobe tells of a file.
///
/// @param durationMs 0 when it does not say
/// @param width pixels as a viewer shows it; 0 without pictures
/// @param height pixels as a viewer shows it; 0 without pictures
/// @param tellsPlace whether it notes where, or by what device, it was made
public record FilmFacts(
    long durationMs, int width, int height, boolean hasSound, boolean tellsPlace) {

  public boolean hasPictures() {
    return width > 0 && height > 0;
  }
}
