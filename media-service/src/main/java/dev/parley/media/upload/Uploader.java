package dev.parley.media.upload;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.media.image.Image;
import dev.parley.media.image.ImageInspector;
import dev.parley.media.record.Media;
import dev.parley.media.storage.ObjectKey;
import dev.parley.media.storage.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.springframework.stereotype.Component;

/// Takes in an image.
///
/// The record comes first, as pending, then the object, then the record becomes ready with its
/// event: a crash at any point leaves nothing that claims to be ready and is not, and nothing in
/// the store that no record knows of. What is left pending the cleaner takes away.
@Component
class Uploader {

  private final ImageInspector inspector;
  private final UploadRecorder recorder;
  private final ObjectStore store;
  private final Clock clock;

  Uploader(ImageInspector inspector, UploadRecorder recorder, ObjectStore store, Clock clock) {
    this.inspector = inspector;
    this.recorder = recorder;
    this.store = store;
    this.clock = clock;
  }

  /// @throws dev.parley.common.problem.DomainException `unsupported_media`, `too_large`, or
  ///   `unavailable` when the store has not taken it
  Media upload(UserId owner, ReceivedFile file) {
    Image image = inspect(file);
    Media media = Media.pending(owner, file.name(), image, file.size(), clock.instant());
    recorder.begin(media);
    store.put(
        ObjectKey.original(media.mediaId()),
        file.content(),
        file.size(),
        image.format().contentType());
    return recorder
        .complete(media.mediaId(), clock.instant())
        .orElseThrow(() -> givenUp(media.mediaId()));
  }

  /// The record was taken away while the bytes were on their way: they must not stay alone.
  private TryAgainException givenUp(MediaId id) {
    store.deleteAll(id);
    return new TryAgainException("The upload took too long");
  }

  private Image inspect(ReceivedFile file) {
    try {
      return inspector.inspect(file.content(), file.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
