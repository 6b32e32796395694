package dev.parley.media.film;

import java.util.List;
import java.util.Map;

/// What a copy of a film or a sound is written as.
///
/// @param type under which it is served
/// @param muxer ffmpeg's name for it
public record Container(String type, String muxer) {

  private static final String QUICKTIME = "video/quicktime";

  private static final Map<String, String> DEMUXERS =
      Map.of(
          "video/mp4",
          "mov",
          QUICKTIME,
          "mov",
          "audio/mp4",
          "mov",
          "video/webm",
          "matroska",
          "audio/webm",
          "matroska",
          "audio/ogg",
          "ogg",
          "audio/mpeg",
          "mp3",
          "audio/wav",
          "wav",
          "audio/flac",
          "flac",
          "audio/aac",
          "aac");

  /// @param type told by its content
  static String demuxer(String type) {
    String demuxer = DEMUXERS.get(type);
    if (demuxer == null) {
      throw new IllegalArgumentException("no demuxer for " + type);
    }
    return demuxer;
  }

  /// Those that a file of the type can be copied into, the best one first: what an MP4 may not hold
  /// QuickTime may, and browsers record H.264 into what they call WebM.
  ///
  /// @param type of what is to be served
  public static List<Container> of(String type) {
    return switch (type) {
      case "video/mp4" -> List.of(new Container(type, "mp4"), new Container(QUICKTIME, "mov"));
      case "audio/mp4" -> List.of(new Container(type, "mp4"), new Container(type, "mov"));
      case QUICKTIME -> List.of(new Container(type, "mov"));
      case "video/webm", "audio/webm" ->
          List.of(new Container(type, "webm"), new Container(type, "matroska"));
      case "audio/ogg" -> List.of(new Container(type, "ogg"));
      case "audio/mpeg" -> List.of(new Container(type, "mp3"), new Container(type, "mp2"));
      case "audio/wav" -> List.of(new Container(type, "wav"));
      case "audio/flac" -> List.of(new Container(type, "flac"));
      case "audio/aac" -> List.of(new Container(type, "adts"));
      default -> List.of();
    };
  }

  /// Whether it is frame after frame, with no directory.
  boolean isOfFrames() {
    return muxer.equals("mp3") || muxer.equals("mp2");
  }

  boolean isOfBoxes() {
    return muxer.equals("mp4") || muxer.equals("mov");
  }
}
