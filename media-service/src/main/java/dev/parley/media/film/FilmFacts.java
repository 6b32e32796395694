package dev.parley.media.film;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What ffprobe tells of a file.
///
/// @param durationMs as its headers say; 0 when they do not
/// @param width pixels as a viewer shows it; 0 without pictures
/// @param height pixels as a viewer shows it; 0 without pictures
/// @param tracks the pictures and the sounds, by their index. What is neither seen nor heard may be
///   a camera's log of where it was; what no decoder knows nobody sees or hears
public record FilmFacts(
    long durationMs, int width, int height, boolean hasSound, List<Integer> tracks) {

  private static final int HALF_TURN = 180;

  /// @param found its JSON
  /// @return empty when there is nothing to see or hear
  static Optional<FilmFacts> of(JsonNode found) {
    int width = 0;
    int height = 0;
    boolean hasSound = false;
    double seconds = found.path("format").path("duration").asDouble(0);
    List<Integer> tracks = new ArrayList<>();
    for (JsonNode stream : found.path("streams")) {
      if (!isShown(stream)) {
        continue;
      }
      tracks.add(stream.path("index").asInt());
      seconds = Math.max(seconds, stream.path("duration").asDouble(0));
      if (isSound(stream)) {
        hasSound = true;
      } else if (width == 0) {
        boolean onItsSide =
            Math.abs(stream.path("side_data_list").path(0).path("rotation").asInt(0)) % HALF_TURN
                != 0;
        width = stream.path(onItsSide ? "height" : "width").asInt(0);
        height = stream.path(onItsSide ? "width" : "height").asInt(0);
      }
    }
    long durationMs = Math.round(seconds * 1000);
    return width > 0 || hasSound
        ? Optional.of(new FilmFacts(durationMs, width, height, hasSound, List.copyOf(tracks)))
        : Optional.empty();
  }

  private static boolean isShown(JsonNode stream) {
    boolean isCover = stream.path("disposition").path("attached_pic").asInt(0) == 1;
    boolean isKnown = !stream.path("codec_name").asString("unknown").equals("unknown");
    boolean isFilm = stream.path("codec_type").asString("").equals("video") && !isCover;
    return isKnown && (isFilm || isSound(stream));
  }

  private static boolean isSound(JsonNode stream) {
    return stream.path("codec_type").asString("").equals("audio");
  }

  public boolean hasPictures() {
    return width > 0 && height > 0;
  }
}
