package dev.parley.media.film;

import dev.parley.common.json.Json;
import dev.parley.media.film.FilmFacts.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.JacksonException;

/// Runs ffmpeg and ffprobe. They read the one file that they are given, in the one container that
/// its content says it is: no playlists, no network.
@Component
public class FilmTools {

  private static final Logger log = LoggerFactory.getLogger(FilmTools.class);
  private static final int LONGEST_TEXT = 256 * 1024;
  private static final int SAMPLES_A_SECOND = 8000;
  private static final int SAMPLES_A_MOMENT = 80;

  /// What is longer is heard no further.
  public static final Duration LONGEST_SOUND = Duration.ofHours(4);

  /// The least that copying a file gets through in a second.
  private static final DataSize COPIED_A_SECOND = DataSize.ofMegabytes(16);

  /// Units of supplemental enhancement information: Rec. ITU-T H.264, table 7-1.
  private static final int H264_SEI = 6;

  /// A shell's status for a program that a signal ended: one of its limits.
  private static final int KILLED = 128;

  private final FilmProperties properties;
  private final CompletableFuture<Boolean> installed;

  /// Looks for the programs beside the rest of the start: they take a second of a busy machine.
  FilmTools(FilmProperties properties) {
    this.properties = properties;
    this.installed = CompletableFuture.supplyAsync(this::look, Thread::startVirtualThread);
  }

  /// Waits for the look at the start, should it not be over.
  public boolean isInstalled() {
    return installed.join();
  }

  private boolean look() {
    boolean found = runs(properties.ffmpeg()) && runs(properties.ffprobe());
    if (!found) {
      log.atWarn()
          .addKeyValue("ffmpeg", properties.ffmpeg())
          .addKeyValue("ffprobe", properties.ffprobe())
          .log("ffmpeg is not installed: films and sounds are kept unprocessed");
    }
    return found;
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
            "format=duration:stream=index,codec_name,codec_type,width,height,duration"
                + ":stream_side_data=rotation:stream_disposition=attached_pic"));
    var outcome = process(0).run(command, folder(file), output -> output.readNBytes(LONGEST_TEXT));
    try {
      return outcome.status() == 0
          ? FilmFacts.of(Json.mapper().readTree(outcome.output()))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /// Writes the pictures and the sound into a new container, and nothing else of the file: neither
  /// notes nor boxes that nobody knows, nor what follows its end; and of the tracks neither what
  /// lies between H.264's pictures (SEI, where cameras note time and place) nor Vorbis' comments.
  ///
  /// @param type told by its content
  /// @param tracks those that are copied
  /// @return whether it could
  /// @throws ProcessOverrunException when it took too long
  public boolean copy(Path file, String type, List<Track> tracks, Container into, Path copy)
      throws IOException {
    List<String> command = input(properties.ffmpeg(), file, type);
    for (int i = 0; i < tracks.size(); i++) {
      command.addAll(List.of("-map", "0:" + tracks.get(i).index()));
      if (tracks.get(i).hasNotesBetween()) {
        command.addAll(List.of("-bsf:" + i, "filter_units=remove_types=" + H264_SEI));
      }
    }
    command.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1", "-c", "copy"));
    // Without it the muxer names itself, and gives the file a number of its own.
    command.addAll(
        List.of("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"));
    if (into.isOfBoxes()) {
      command.addAll(List.of("-movflags", "+faststart"));
    }
    Files.deleteIfExists(copy);
    command.addAll(List.of("-f", into.muxer(), "-y", copy.toString()));
    long size = Files.size(file);
    Duration timeout = properties.timeout().plusSeconds(size / COPIED_A_SECOND.toBytes());
    return succeeds(process(2 * size, timeout), command, file)
        && Files.exists(copy)
        && (!into.isOfFrames() || keepFrames(copy))
        && (tracks.stream().noneMatch(Track::hasComments) || XiphComments.blank(copy));
  }

  private static boolean keepFrames(Path copy) throws IOException {
    Path frames = copy.resolveSibling("frames");
    boolean hasFrame = Mp3Frames.copy(copy, frames);
    Files.move(frames, copy, StandardCopyOption.REPLACE_EXISTING);
    return hasFrame;
  }

  /// One picture of a film, as JPEG.
  ///
  /// @param seconds after its beginning
  /// @return whether there is one
  public boolean poster(Path file, String type, double seconds, Path into) throws IOException {
    String scale = within(properties.posterSide());
    List<String> command =
        new ArrayList<>(List.of(properties.ffmpeg(), "-ss", Double.toString(seconds)));
    List<String> input = input(properties.ffmpeg(), file, type);
    command.addAll(input.subList(1, input.size()));
    command.addAll(List.of("-map", "0:V:0", "-frames:v", "1", "-vf", scale));
    command.addAll(List.of("-map_metadata", "-1", "-pix_fmt", "yuvj420p", "-q:v", "3"));
    command.addAll(
        List.of("-flags:v", "+bitexact", "-c:v", "mjpeg", "-f", "image2", "-update", "1", "-y"));
    command.add(into.toString());
    return succeeds(command, file) && Files.exists(into) && Files.size(into) > 0;
  }

  /// A WebP as PNG, scaled down where its longer side is longer.
  ///
  /// @return whether it could: not where ffmpeg is not installed
  public boolean unpackWebp(Path file, int longerSide, Path into) throws IOException {
    if (!isInstalled()) {
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
  /// @return empty when there is nothing that can be heard
  /// @throws ProcessOverrunException when it took too long
  public Optional<Sound> hear(Path file, String type) throws IOException {
    List<String> command = input(properties.ffmpeg(), file, type);
    command.addAll(List.of("-map", "0:a:0", "-ac", "1", "-t"));
    command.add(Long.toString(LONGEST_SOUND.toSeconds()));
    command.addAll(List.of("-ar", Integer.toString(SAMPLES_A_SECOND), "-f", "s16le", "pipe:1"));
    Loudness loudness = new Loudness(SAMPLES_A_SECOND, SAMPLES_A_MOMENT);
    var outcome = process(0).run(command, folder(file), loudness::hear);
    if (outcome.status() > KILLED) {
      throw new ProcessOverrunException(properties.ffmpeg());
    }
    // It may fail at the damaged end of what was heard until there.
    return loudness.durationMs() > 0
        ? Optional.of(
            new Sound(loudness.points(properties.waveformPoints()), loudness.durationMs()))
        : Optional.empty();
  }

  private List<String> input(String program, Path file, String type) {
    return reading(program, file, Container.demuxer(type));
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
    return succeeds(process(written), command, file);
  }

  private static boolean succeeds(BoundedProcess process, List<String> command, Path file)
      throws IOException {
    return process.run(command, folder(file), output -> output.readNBytes(LONGEST_TEXT)).status()
        == 0;
  }

  private BoundedProcess process(long written) {
    return process(written, properties.timeout());
  }

  private BoundedProcess process(long written, Duration timeout) {
    return new BoundedProcess(
        timeout,
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
