package dev.parley.media.download;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.media.catalog.Media;
import dev.parley.media.catalog.MediaCatalog;
import dev.parley.media.storage.ObjectStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Component;

/// Gives media to those who may read them. To everyone else they do not exist, and asking for what
/// does not exist takes the same way, so that neither the answer nor its time tells them apart.
@Component
class MediaReader {

  private static final String WHAT = "media";

  private final MediaCatalog catalog;
  private final MessageAccess messages;
  private final ObjectStore store;
  private final DownloadProperties properties;

  MediaReader(
      MediaCatalog catalog,
      MessageAccess messages,
      ObjectStore store,
      DownloadProperties properties) {
    this.catalog = catalog;
    this.messages = messages;
    this.store = store;
    this.properties = properties;
  }

  /// @throws NotFoundException `not_found`, also to strangers
  Media get(UserId reader, MediaId id) {
    Optional<Media> media = catalog.findById(id.value());
    boolean own = media.isPresent() && media.get().isOwnedBy(reader);
    if (!own && !messages.mayRead(reader, id)) {
      throw new NotFoundException(WHAT);
    }
    return media.filter(Media::exists).orElseThrow(() -> new NotFoundException(WHAT));
  }

  /// Where the bytes can be fetched for a while.
  ///
  /// @throws NotFoundException `not_found`, also to strangers, and while it is not ready
  URI locate(UserId reader, MediaId id) {
    Media media = get(reader, id);
    if (!media.isReady()) {
      throw new NotFoundException(WHAT);
    }
    return store.sign(id, media.contentType(), disposition(media), properties.urlLifetime());
  }

  private static String disposition(Media media) {
    ContentDisposition.Builder inline = ContentDisposition.inline();
    if (media.fileName() != null) {
      inline.filename(media.fileName(), StandardCharsets.UTF_8);
    }
    return inline.build().toString();
  }
}
