package dev.parley.media.film;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What ffprobe tells of a file.
///
/// @param durationMs as its headers say; 0 when they do not
/// @param width pixels as a viewer shows it; 0 without pictures
/// @param height pixels as a viewer shows it; 0 without pictures
/// @param tracks the pictures and the sounds. What is neither seen nor heard may be a camera's log
///   of where it was; what no decoder knows nobody sees or hears
public record FilmFacts(
    long durationMs, int width, int height, boolean hasSound, List<Track> tracks) {

  private static final int HALF_TURN = 180;

  /// Codecs whose every picture is an image's file, with room for all the notes that an image may
  /// have.
  private static final Set<String> OF_IMAGES =
      Set.of(
          "mjpeg",
          "mjpegb",
          "ljpeg",
          "jpegls",
          "jpeg2000",
          "png",
          "apng",
          "gif",
          "webp",
          "tiff",
          "psd",
          "exr",
          "dpx",
          "qdraw");

  /// @param index in its file
  /// @param codec by ffmpeg's name
  public record Track(int index, String codec) {

    /// Whether a camera or an encoder may have put notes of its own between the pictures, apart
    /// from them.
    boolean hasNotesBetween() {
      return codec.equals("h264");
    }

    /// Whether its codec's own header has comments.
    boolean hasComments() {
      return codec.equals("vorbis") || codec.equals("theora");
    }
  }

  /// @param found its JSON
  /// @return empty when there is nothing to see or hear
  static Optional<FilmFacts> of(JsonNode found) {
    int width = 0;
    int height = 0;
    boolean hasSound = false;
    double seconds = found.path("format").path("duration").asDouble(0);
    List<Track> tracks = new ArrayList<>();
    for (JsonNode stream : found.path("streams")) {
      if (!isShown(stream)) {
        continue;
      }
      tracks.add(new Track(stream.path("index").asInt(), stream.path("codec_name").asString("")));
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

  /// Whether its pictures are images, each of which may tell of its place and its camera.
  public boolean isOfImages() {
    return tracks.stream().anyMatch(track -> OF_IMAGES.contains(track.codec()));
  }

  public boolean hasPictures() {
    return width > 0 && height > 0;
  }
}
