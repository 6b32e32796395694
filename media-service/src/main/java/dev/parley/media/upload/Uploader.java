package dev.parley.media.upload;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.media.record.Media;
import dev.parley.media.storage.ObjectKey;
import dev.parley.media.storage.ObjectStore;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes in a file.
///
/// The record comes first, as pending, then the object, then the record says that it is to be
/// processed, with the event that has it done: a crash at any point leaves nothing that claims to
/// be ready and is not, and nothing in the store that no record knows of. What is left pending the
/// cleaner takes away.
@Component
class Uploader {

  private static final Logger log = LoggerFactory.getLogger(Uploader.class);

  /// What came in is never served, and has no other type.
  private static final String UNKNOWN = "application/octet-stream";

  private final Doorkeeper doorkeeper;
  private final UploadRecorder recorder;
  private final ObjectStore store;
  private final Outcomes outcomes;
  private final Clock clock;

  Uploader(
      Doorkeeper doorkeeper,
      UploadRecorder recorder,
      ObjectStore store,
      Outcomes outcomes,
      Clock clock) {
    this.doorkeeper = doorkeeper;
    this.recorder = recorder;
    this.store = store;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  /// @return it as it is after a moment: small files are processed by then
  /// @throws dev.parley.common.problem.DomainException `unsupported_media`, `too_large`, or
  ///   `unavailable` when the store has not taken it
  Media upload(UserId owner, ReceivedFile file) {
    Media media = Media.pending(owner, doorkeeper.admit(file), clock.instant());
    recorder.begin(media);
    store.put(ObjectKey.upload(media.mediaId()), file.content(), file.size(), UNKNOWN);
    Media arrived = recorder.arrive(media.mediaId()).orElseThrow(() -> givenUp(media.mediaId()));
    return outcomes.await(arrived);
  }

  /// The record was taken away while the bytes were on their way: they must not stay alone.
  private TryAgainException givenUp(MediaId id) {
    store.deleteAll(id);
    log.atWarn().addKeyValue("media_id", id).log("An upload was given up: it took too long");
    return new TryAgainException("The upload took too long");
  }
}
