package dev.parley.media.processing;

import dev.parley.common.id.MediaId;
import dev.parley.common.problem.Outages;
import dev.parley.media.detection.ContentTypes;
import dev.parley.media.detection.RefusedException;
import dev.parley.media.film.Container;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;

/// Makes a film or a sound fit to be shown: a copy of its pictures and its sound in a new
/// container, without anything else that its file holds; how long it is, and a poster or its
/// loudness. Without ffmpeg it is kept as it came, and says so.
@Component
class FilmWork {

  private static final Logger log = LoggerFactory.getLogger(FilmWork.class);

  private static final String POSTER = "poster.jpg";

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
    try {
      FilmFacts facts = tools.probe(file, container).orElseThrow(FilmWork::broken);
      if (facts.isOfImages()) {
        throw new RefusedException("unsupported_type", "its pictures are images with their notes");
      }
      String type = typeOf(container, facts);
      Shown shown = copy(file, type, facts, folder);
      return facts.hasPictures()
          ? film(id, shown, facts, folder)
          : sound(id, shown.file(), shown.type(), shown.durationMs());
    } catch (ProcessOverrunException e) {
      throw new RefusedException("too_costly", String.valueOf(e.getMessage()));
    }
  }

  private Product film(MediaId id, Shown shown, FilmFacts facts, Path folder) throws IOException {
    Poster poster = poster(id, shown, folder);
    Rendition large = poster.large();
    Rendition thumbnail = poster.thumbnail();
    return new Product(
        shown.file(),
        large,
        thumbnail,
        new Processed(
            shown.type(),
            Files.size(shown.file()),
            facts.width(),
            facts.height(),
            shown.durationMs() > 0 ? shown.durationMs() : null,
            poster.blurhash(),
            null,
            large == null ? null : large.contentType(),
            thumbnail == null ? null : thumbnail.contentType(),
            false));
  }

  /// @param saidMs how long it says it is; 0 when it does not
  private Product sound(MediaId id, Path file, String type, long saidMs) throws IOException {
    Optional<Sound> heard = hear(id, file, type);
    // What was heard to its end is as long as that, whatever it says.
    long heardMs = heard.map(Sound::durationMs).orElse(0L);
    boolean isHeardOut = heardMs > 0 && heardMs < FilmTools.LONGEST_SOUND.toMillis();
    long durationMs = isHeardOut ? heardMs : Math.max(saidMs, heardMs);
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

  private static RefusedException broken() {
    return new RefusedException("broken", "there is nothing to see or hear");
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
  ///
  /// @param durationMs of what was copied, whatever the upload said; 0 when nobody knows
  private record Shown(Path file, String type, long durationMs) {}

  /// All of its pictures and sounds, and nothing else of it.
  ///
  /// @throws RefusedException `unsupported_type` when it cannot be copied: it is not served with
  ///   its notes
  private Shown copy(Path file, String type, FilmFacts facts, Path folder) throws IOException {
    Path copy = folder.resolve("copy");
    for (Container container : Container.of(type)) {
      if (types.isAccepted(container.type())
          && tools.copy(file, type, facts.tracks(), container, copy)) {
        FilmFacts copied = tools.probe(copy, container.type()).orElseThrow(FilmWork::broken);
        return new Shown(copy, container.type(), copied.durationMs());
      }
    }
    boolean isBroken =
        facts.hasPictures()
            ? !tools.poster(file, type, 0, folder.resolve(POSTER))
            : tools.hear(file, type).isEmpty();
    throw isBroken ? broken() : new RefusedException("unsupported_type", "it cannot be copied");
  }

  private record Poster(
      @Nullable Rendition large, @Nullable Rendition thumbnail, @Nullable String blurhash) {

    static final Poster NONE = new Poster(null, null, null);
  }

  /// @throws RefusedException `broken` when there is not one picture to be seen
  private Poster poster(MediaId id, Shown film, Path folder) {
    Path poster = folder.resolve(POSTER);
    try {
      double some = Math.min(1.0, film.durationMs() / 2000.0);
      // One that was cut off may have nothing there.
      if (!tools.poster(film.file(), film.type(), some, poster)
          && !tools.poster(film.file(), film.type(), 0, poster)) {
        throw broken();
      }
      Image image = images.inspect(new FileSystemResource(poster), Files.size(poster));
      Renditions made = renderer.render(poster, image, folder);
      Rendition whole = new Rendition(poster, image.format().contentType());
      Rendition thumbnail = made.thumbnail();
      return new Poster(whole, thumbnail == null ? whole : thumbnail, made.blurhash());
    } catch (IOException e) {
      log.atInfo()
          .addKeyValue("media_id", id)
          .addKeyValue("cause", Outages.causeOf(e))
          .log("A film has no poster");
      return Poster.NONE;
    }
  }

  /// @return empty when hearing it takes too long
  /// @throws RefusedException `broken` when there is nothing to be heard
  private Optional<Sound> hear(MediaId id, Path sound, String type) {
    try {
      return Optional.of(tools.hear(sound, type).orElseThrow(FilmWork::broken));
    } catch (IOException e) {
      log.atInfo()
          .addKeyValue("media_id", id)
          .addKeyValue("cause", Outages.causeOf(e))
          .log("A sound has no waveform");
      return Optional.empty();
    }
  }
}
