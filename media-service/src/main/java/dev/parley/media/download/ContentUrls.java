package dev.parley.media.download;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.media.access.MediaReader;
import dev.parley.media.record.Media;
import dev.parley.media.storage.ObjectKey;
import dev.parley.media.storage.ObjectUrls;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Opens content to those who may read it.
///
/// The URL pins the type and the name under which the store serves the bytes: whatever a browser
/// might make of them, it is told what the upload's inspection found.
@Component
class ContentUrls {

  private final MediaReader reader;
  private final ObjectUrls urls;
  private final DownloadProperties properties;

  ContentUrls(MediaReader reader, ObjectUrls urls, DownloadProperties properties) {
    this.reader = reader;
    this.urls = urls;
    this.properties = properties;
  }

  /// @throws dev.parley.common.problem.DomainException `not_found`, to a stranger too; `conflict`
  ///   while it is not ready; `unavailable` when message-service cannot say
  URI of(MediaId id, Variant variant, UserId user) {
    Media media = reader.read(id, user);
    if (!media.isReady()) {
      throw new NotReadyException();
    }
    ObjectKey key =
        switch (variant) {
          case ORIGINAL, LARGE, THUMBNAIL -> ObjectKey.original(id);
        };
    return urls.signed(
        key,
        properties.urlLifetime(),
        media.contentType(),
        ContentDispositions.inline(nameOf(media)));
  }

  private static String nameOf(Media media) {
    @Nullable String name = media.fileName();
    return name == null ? media.mediaId().toString() : name;
  }
}
