package dev.parley.media.download;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.media.access.MediaReader;
import dev.parley.media.detection.MediaKind;
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

  /// @throws dev.parley.common.problem.DomainException `not_found`, to a stranger too, and where
  ///   there is no picture to be scaled; `conflict` while it is not ready or when it was rejected;
  ///   `unavailable` when message-service cannot say
  URI of(MediaId id, Variant variant, UserId user) {
    Media media = reader.read(id, user);
    if (!media.isReady()) {
      throw media.rejection().map(NotReadyException::rejected).orElseGet(NotReadyException::new);
    }
    if (variant != Variant.ORIGINAL && !media.hasPicture()) {
      throw new NoPictureException();
    }
    Form form = form(media, variant);
    String type = form.contentType();
    String name = ServedNames.of(nameOf(media), type);
    return urls.signed(
        form.key(),
        properties.urlLifetime(),
        form.servedType(),
        MediaKind.of(type) == MediaKind.DOCUMENT
            ? ContentDispositions.attachment(name)
            : ContentDispositions.inline(name));
  }

  /// @param servedType its content type, with the charset of a text
  private record Form(ObjectKey key, String contentType, String servedType) {

    Form(ObjectKey key, String contentType) {
      this(key, contentType, contentType);
    }
  }

  /// Where a picture is small enough the next larger one stands in, and at last the original.
  private static Form form(Media media, Variant variant) {
    MediaId id = media.mediaId();
    Form original = new Form(ObjectKey.original(id), media.contentType(), media.servedType());
    Form large =
        media.largeType().map(type -> new Form(ObjectKey.large(id), type)).orElse(original);
    return switch (variant) {
      case ORIGINAL -> original;
      case LARGE -> large;
      case THUMBNAIL ->
          media.thumbnailType().map(type -> new Form(ObjectKey.thumbnail(id), type)).orElse(large);
    };
  }

  private static String nameOf(Media media) {
    @Nullable String name = media.fileName();
    return name == null ? media.mediaId().toString() : name;
  }
}
