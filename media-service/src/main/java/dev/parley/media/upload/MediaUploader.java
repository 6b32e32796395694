package dev.parley.media.upload;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.id.Uuids;
import dev.parley.common.problem.UnavailableException;
import dev.parley.media.catalog.Media;
import dev.parley.media.catalog.MediaView;
import dev.parley.media.image.Image;
import dev.parley.media.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;

/// Takes a file: looks at it, notes it as pending, stores its bytes, and then says that it is
/// ready. Whatever fails on the way leaves at most a pending note, which the cleaner takes away
/// with whatever was stored for it.
@Component
class MediaUploader {

  private static final Logger log = LoggerFactory.getLogger(MediaUploader.class);

  private final ImageInspector inspector;
  private final MediaNotes notes;
  private final ObjectStore store;

  MediaUploader(ImageInspector inspector, MediaNotes notes, ObjectStore store) {
    this.inspector = inspector;
    this.notes = notes;
    this.store = store;
  }

  /// A file that has arrived whole, on disk.
  ///
  /// @param name what its sender calls it
  /// @param size bytes
  record File(@Nullable String name, long size, InputStreamSource content) {}

  /// @throws dev.parley.common.problem.DomainException `validation_failed`, `unsupported_media`,
  ///   `too_large`, or `unavailable` when it could not be stored
  MediaView upload(UserId owner, File file) {
    String name = FileName.of(file.name());
    Image image = inspector.inspect(file.size(), file.content());
    Media.FileFacts facts =
        new Media.FileFacts(image.contentType(), file.size(), image.width(), image.height());
    MediaId id = new MediaId(Uuids.next());
    notes.begin(Media.pending(id, owner, name, facts, notes.now()));
    try {
      store.put(id, image.contentType(), file.size(), () -> open(file.content()));
    } catch (UnavailableException e) {
      giveUp(id);
      throw e;
    }
    return notes.finish(id);
  }

  /// Sooner than the cleaner, which comes by anyway.
  private void giveUp(MediaId id) {
    try {
      notes.giveUp(id);
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("media", id).setCause(e).log("A failed upload stays pending");
    }
  }

  private static InputStream open(InputStreamSource content) {
    try {
      return content.getInputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
