package dev.parley.media.processing;

import dev.parley.common.id.MediaId;
import dev.parley.common.problem.Outages;
import dev.parley.media.detection.ContentTypes;
import dev.parley.media.detection.RefusedException;
import dev.parley.media.film.FilmFacts;
import dev.parley.media.film.FilmTools;
import dev.parley.media.film.ProcessOverrunException;
import dev.parley.media.film.Sound;
import dev.parley.media.image.Image;
import dev.parley.media.image.ImageInspector;
import dev.parley.media.record.Processed;
import dev.parley.media.rendition.Renderer;
import dev.parley.media.rendition.Rendition;
import dev.parley.media.rendition.Renditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;

/// Makes a film or a sound fit to be shown: how long it is, a poster or its loudness, and none of
/// its notes about place and device. Without ffmpeg it is kept as it came, and says so.
@Component
class FilmWork {

  private static final Logger log = LoggerFactory.getLogger(FilmWork.class);

  private static final String MP4 = "video/mp4";
  private static final String QUICKTIME = "video/quicktime";

  private final FilmTools tools;
  private final ContentTypes types;
  private final ImageInspector images;
  private final Renderer renderer;

  FilmWork(FilmTools tools, ContentTypes types, ImageInspector images, Renderer renderer) {
    this.tools = tools;
    this.types = types;
    this.images = images;
    this.renderer = renderer;
  }

  /// @param container what its first bytes say
  /// @throws RefusedException `broken`, `too_costly` or `unsupported_type`
  Product work(MediaId id, Path file, String container, Path folder) throws IOException {
    if (!tools.isInstalled()) {
      return Product.asItIs(file, Processed.unprocessed(container, Files.size(file)));
    }
    FilmFacts facts = probe(file, container);
    Shown shown = withoutNotes(file, typeOf(container, facts), facts, folder);
    return facts.hasPictures()
        ? film(id, shown.file(), shown.type(), facts, folder)
        : sound(id, shown.file(), shown.type(), facts.durationMs());
  }

  private Product film(MediaId id, Path file, String type, FilmFacts facts, Path folder)
      throws IOException {
    Poster poster = poster(id, file, type, facts, folder);
    Rendition large = poster.large();
    Rendition thumbnail = poster.thumbnail();
    return new Product(
        file,
        large,
        thumbnail,
        new Processed(
            type,
            Files.size(file),
            facts.width(),
            facts.height(),
            facts.durationMs() > 0 ? facts.durationMs() : null,
            poster.blurhash(),
            null,
            large == null ? null : large.contentType(),
            thumbnail == null ? null : thumbnail.contentType(),
            false));
  }

  /// @param saidMs how long it says it is; 0 when it does not
  private Product sound(MediaId id, Path file, String type, long saidMs) throws IOException {
    Optional<Sound> heard = hear(id, file, type);
    long durationMs = saidMs > 0 ? saidMs : heard.map(Sound::durationMs).orElse(0L);
    return Product.asItIs(
        file,
        new Processed(
            type,
            Files.size(file),
            null,
            null,
            durationMs > 0 ? durationMs : null,
            null,
            heard.map(Sound::waveform).orElse(null),
            null,
            null,
            false));
  }

  private FilmFacts probe(Path file, String container) throws IOException {
    try {
      return tools
          .probe(file, container)
          .orElseThrow(() -> new RefusedException("broken", "there is nothing to see or hear"));
    } catch (ProcessOverrunException e) {
      throw new RefusedException("too_costly", String.valueOf(e.getMessage()));
    }
  }

  /// A container that holds sound alone is a sound.
  private String typeOf(String container, FilmFacts facts) {
    String kind = facts.hasPictures() ? "video/" : "audio/";
    boolean isQuickTimeSound = container.equals("video/quicktime") && !facts.hasPictures();
    String type =
        isQuickTimeSound ? "audio/mp4" : kind + container.substring(container.indexOf('/') + 1);
    if (!types.isAccepted(type)) {
      throw new RefusedException("unsupported_type", type + " is not taken");
    }
    return type;
  }

  /// What is to be served.
  private record Shown(Path file, String type) {}

  /// What an MP4 may not hold QuickTime may.
  ///
  /// @throws RefusedException `unsupported_type` when its notes cannot be taken out: it is not
  ///   served with them
  private Shown withoutNotes(Path file, String type, FilmFacts facts, Path folder)
      throws IOException {
    if (!facts.tellsPlace()) {
      return new Shown(file, type);
    }
    Path stripped = folder.resolve("stripped");
    List<String> containers = type.equals(MP4) ? List.of(MP4, QUICKTIME) : List.of(type);
    for (String container : containers) {
      if (types.isAccepted(container) && strip(file, container, stripped)) {
        return new Shown(stripped, container);
      }
    }
    throw new RefusedException("unsupported_type", "its notes cannot be taken out");
  }

  private boolean strip(Path file, String type, Path into) throws IOException {
    try {
      return tools.strip(file, type, into);
    } catch (ProcessOverrunException e) {
      throw new RefusedException("too_costly", String.valueOf(e.getMessage()));
    }
  }

  private record Poster(
      @Nullable Rendition large, @Nullable Rendition thumbnail, @Nullable String blurhash) {

    static final Poster NONE = new Poster(null, null, null);
  }

  private Poster poster(MediaId id, Path film, String type, FilmFacts facts, Path folder) {
    Path poster = folder.resolve("poster.jpg");
    try {
      if (!tools.poster(film, type, facts, poster)) {
        return Poster.NONE;
      }
      Image image = images.inspect(new FileSystemResource(poster), Files.size(poster));
      Renditions made = renderer.render(poster, image, folder);
      Rendition whole = new Rendition(poster, image.format().contentType());
      Rendition thumbnail = made.thumbnail();
      return new Poster(whole, thumbnail == null ? whole : thumbnail, made.blurhash());
    } catch (IOException e) {
      log.atInfo()
          .addKeyValue("media", id)
          .addKeyValue("cause", Outages.causeOf(e))
          .log("A film has no poster");
      return Poster.NONE;
    }
  }

  private Optional<Sound> hear(MediaId id, Path sound, String type) {
    try {
      return tools.hear(sound, type);
    } catch (IOException e) {
      log.atInfo()
          .addKeyValue("media", id)
          .addKeyValue("cause", Outages.causeOf(e))
          .log("A sound has no waveform");
      return Optional.empty();
    }
  }
}
