package dev.parley.media.film;

import dev.parley.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Runs ffmpeg and ffprobe. They read the one file that they are given, in the one container that
/// its content says it is: no playlists, no network.
@Component
public class FilmTools {

  private static final Logger log = LoggerFactory.getLogger(FilmTools.class);
  private static final int LONGEST_TEXT = 256 * 1024;
  private static final int SAMPLES_A_SECOND = 8000;
  private static final int SAMPLES_A_MOMENT = 80;
  private static final int LONGEST_SOUND_SECONDS = 4 * 3600;
  private static final int HALF_TURN = 180;

  private static final Map<String, String> DEMUXERS =
      Map.of(
          "video/mp4", "mov",
          "video/quicktime", "mov",
          "audio/mp4", "mov",
          "video/webm", "matroska",
          "audio/webm", "matroska",
          "audio/ogg", "ogg",
          "audio/mpeg", "mp3",
          "audio/wav", "wav",
          "audio/flac", "flac",
          "audio/aac", "aac");
  private static final Map<String, String> MUXERS =
      Map.of(
          "video/mp4", "mp4",
          "video/quicktime", "mov",
          "audio/mp4", "mp4",
          "video/webm", "webm",
          "audio/webm", "webm",
          "audio/ogg", "ogg",
          "audio/mpeg", "mp3",
          "audio/wav", "wav",
          "audio/flac", "flac",
          "audio/aac", "adts");

  private final FilmProperties properties;
  private final boolean installed;

  FilmTools(FilmProperties properties) {
    this.properties = properties;
    this.installed = runs(properties.ffmpeg()) && runs(properties.ffprobe());
    if (!installed) {
      log.atWarn()
          .addKeyValue("ffmpeg", properties.ffmpeg())
          .addKeyValue("ffprobe", properties.ffprobe())
          .log("ffmpeg is not installed: films and sounds are kept unprocessed");
    }
  }

  public boolean isInstalled() {
    return installed;
  }

  /// @param type told by its content
  /// @return empty when it is no film and no sound
  /// @throws ProcessOverrunException when it took too long
  public Optional<FilmFacts> probe(Path file, String type) throws IOException {
    List<String> command = input(properties.ffprobe(), file, type);
    command.addAll(
        List.of(
            "-of",
            "json",
            "-show_entries",
            "format=duration:format_tags:stream=codec_type,width,height,duration"
                + ":stream_tags:stream_side_data=rotation:stream_disposition=attached_pic"));
    var outcome = process(0).run(command, folder(file), output -> output.readNBytes(LONGEST_TEXT));
    try {
      return outcome.status() == 0
          ? facts(Json.mapper().readTree(outcome.output()))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Optional<FilmFacts> facts(JsonNode found) {
    int width = 0;
    int height = 0;
    boolean hasSound = false;
    double seconds = found.path("format").path("duration").asDouble(0);
    boolean tellsPlace = tellsPlace(found.path("format").path("tags"));
    for (JsonNode stream : found.path("streams")) {
      boolean isCover = stream.path("disposition").path("attached_pic").asInt(0) == 1;
      String kind = stream.path("codec_type").asString("");
      // What is neither seen nor heard may be a camera's log of where it was.
      boolean isShown = kind.equals("video") || kind.equals("audio");
      tellsPlace |= tellsPlace(stream.path("tags")) || isCover || !isShown;
      seconds = Math.max(seconds, stream.path("duration").asDouble(0));
      if (kind.equals("audio")) {
        hasSound = true;
      } else if (width == 0 && !isCover) {
        boolean onItsSide =
            Math.abs(stream.path("side_data_list").path(0).path("rotation").asInt(0)) % HALF_TURN
                != 0;
        width = stream.path(onItsSide ? "height" : "width").asInt(0);
        height = stream.path(onItsSide ? "width" : "height").asInt(0);
      }
    }
    long durationMs = Math.round(seconds * 1000);
    return width > 0 || hasSound
        ? Optional.of(new FilmFacts(durationMs, width, height, hasSound, tellsPlace))
        : Optional.empty();
  }

  private static boolean tellsPlace(JsonNode tags) {
    return tags.propertyNames().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name ->
            name.contains("location")
                || name.contains("xyz")
                || name.endsWith("make")
                || name.endsWith("model")
                || name.equals("artist")
                || name.equals("author")
                || name.equals("comment"));
  }

  /// Copies the pictures and the sound, and none of the notes.
  ///
  /// @return whether it could
  public boolean strip(Path file, String type, Path into) throws IOException {
    String muxer = MUXERS.get(type);
    if (muxer == null) {
      return false;
    }
    List<String> command = input(properties.ffmpeg(), file, type);
    command.addAll(List.of("-map", "0:V?", "-map", "0:a?", "-map_metadata", "-1"));
    command.addAll(List.of("-map_chapters", "-1", "-c", "copy", "-fflags", "+bitexact"));
    command.addAll(List.of("-movflags", "+faststart", "-f", muxer, "-y", into.toString()));
    return succeeds(command, file) && Files.exists(into);
  }

  /// One picture of a film, as JPEG.
  ///
  /// @return whether there is one
  public boolean poster(Path file, String type, FilmFacts facts, Path into) throws IOException {
    String scale = within(properties.posterSide());
    String at = Double.toString(Math.min(1.0, facts.durationMs() / 2000.0));
    List<String> command = new ArrayList<>(List.of(properties.ffmpeg(), "-ss", at));
    List<String> input = input(properties.ffmpeg(), file, type);
    command.addAll(input.subList(1, input.size()));
    command.addAll(List.of("-map", "0:V:0", "-frames:v", "1", "-vf", scale));
    command.addAll(List.of("-map_metadata", "-1", "-pix_fmt", "yuvj420p", "-q:v", "3"));
    command.addAll(List.of("-c:v", "mjpeg", "-f", "image2", "-update", "1", "-y"));
    command.add(into.toString());
    return succeeds(command, file) && Files.exists(into) && Files.size(into) > 0;
  }

  /// A WebP as PNG, scaled down where its longer side is longer.
  ///
  /// @return whether it could: not where ffmpeg is not installed
  public boolean unpackWebp(Path file, int longerSide, Path into) throws IOException {
    if (!installed) {
      return false;
    }
    List<String> command = reading(properties.ffmpeg(), file, "webp_pipe");
    command.addAll(List.of("-frames:v", "1", "-vf", within(longerSide), "-map_metadata", "-1"));
    command.addAll(List.of("-c:v", "png", "-compression_level", "1"));
    command.addAll(List.of("-f", "image2", "-update", "1", "-y", into.toString()));
    return succeeds(command, file, (long) longerSide * longerSide * Integer.BYTES)
        && Files.exists(into)
        && Files.size(into) > 0;
  }

  private static String within(int side) {
    return "scale='min(%d,iw)':'min(%d,ih)':force_original_aspect_ratio=decrease"
        .formatted(side, side);
  }

  /// What is to be heard.
  ///
  /// @return empty when it cannot be
  public Optional<Sound> hear(Path file, String type) throws IOException {
    List<String> command = input(properties.ffmpeg(), file, type);
    command.addAll(List.of("-map", "0:a:0", "-ac", "1", "-t"));
    command.add(Integer.toString(LONGEST_SOUND_SECONDS));
    command.addAll(List.of("-ar", Integer.toString(SAMPLES_A_SECOND), "-f", "s16le", "pipe:1"));
    Loudness loudness = new Loudness(SAMPLES_A_SECOND, SAMPLES_A_MOMENT);
    var outcome = process(0).run(command, folder(file), loudness::hear);
    return outcome.status() == 0
        ? Optional.of(
            new Sound(loudness.points(properties.waveformPoints()), loudness.durationMs()))
        : Optional.empty();
  }

  private List<String> input(String program, Path file, String type) {
    String demuxer = DEMUXERS.get(type);
    if (demuxer == null) {
      throw new IllegalArgumentException("no demuxer for " + type);
    }
    return reading(program, file, demuxer);
  }

  private List<String> reading(String program, Path file, String demuxer) {
    List<String> command = new ArrayList<>(List.of(program, "-v", "error"));
    if (program.equals(properties.ffmpeg())) {
      command.addAll(List.of("-nostdin", "-threads", "1"));
    }
    command.addAll(List.of("-protocol_whitelist", "file,pipe", "-f", demuxer));
    command.addAll(List.of("-i", file.toString()));
    return command;
  }

  private boolean succeeds(List<String> command, Path file) throws IOException {
    return succeeds(command, file, 2 * Files.size(file));
  }

  /// @param written bytes that it writes at most, and some
  private boolean succeeds(List<String> command, Path file, long written) throws IOException {
    return process(written)
            .run(command, folder(file), output -> output.readNBytes(LONGEST_TEXT))
            .status()
        == 0;
  }

  private BoundedProcess process(long written) {
    return new BoundedProcess(
        properties.timeout(),
        properties.cpuTime(),
        properties.memory(),
        DataSize.ofBytes(written + DataSize.ofMegabytes(16).toBytes()));
  }

  private boolean runs(String program) {
    try {
      BoundedProcess process =
          new BoundedProcess(
              properties.timeout(), properties.cpuTime(), properties.memory(), DataSize.ofBytes(0));
      return process
              .run(List.of(program, "-version"), Path.of("."), output -> output.readAllBytes())
              .status()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path folder(Path file) {
    return java.util.Objects.requireNonNull(file.toAbsolutePath().getParent());
  }
}
