package dev.parley.media.upload;

import dev.parley.media.detection.ContentTypes;
import dev.parley.media.detection.MediaKind;
import dev.parley.media.image.Image;
import dev.parley.media.image.ImageInspector;
import dev.parley.media.image.UnsupportedMediaException;
import dev.parley.media.record.Announced;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Turns away at once what can be seen at a glance not to be taken, so that its sender is told in
/// the answer. Nothing is unpacked here; what it lets in is still to be processed.
@Component
class Doorkeeper {

  private static final Logger log = LoggerFactory.getLogger(Doorkeeper.class);

  private final ContentTypes types;
  private final ImageInspector images;

  Doorkeeper(ContentTypes types, ImageInspector images) {
    this.types = types;
    this.images = images;
  }

  /// @throws dev.parley.common.problem.DomainException `unsupported_media` or `too_large`
  Announced admit(ReceivedFile file) {
    try {
      String type = types.detect(file.content());
      if (!types.isAccepted(type)) {
        log.atInfo()
            .addKeyValue("reason", "unsupported_type")
            .addKeyValue("type", type)
            .log("Upload refused");
        throw new UnsupportedMediaException("Files of the type %s are not taken".formatted(type));
      }
      requirePromiseKept(type, file.declaredType());
      Image image =
          MediaKind.of(type) == MediaKind.IMAGE
              ? images.inspect(file.content(), file.size())
              : null;
      return new Announced(
          file.name(),
          type,
          null,
          null,
          file.size(),
          image == null ? null : image.width(),
          image == null ? null : image.height());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A form's part is labelled by the file's name: a PNG that is called `.jpg` is still a picture.
  /// A film that is called one is not.
  private void requirePromiseKept(String type, @Nullable String declared) {
    if (declared == null) {
      return;
    }
    String promised = ContentTypes.canonical(declared);
    boolean isKept =
        !types.isAccepted(promised)
            || MediaKind.of(promised) == MediaKind.of(type)
            || ContentTypes.keepsPromise(type, promised);
    if (!isKept) {
      log.atInfo()
          .addKeyValue("reason", "type_mismatch")
          .addKeyValue("type", type)
          .log("Upload refused");
      throw new UnsupportedMediaException(
          "The file is of the type %s, and was sent as %s".formatted(type, promised));
    }
  }
}
