package dev.parley.media.direct;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.media.record.Media;
import dev.parley.media.storage.Multiparts;
import dev.parley.media.storage.ObjectKey;
import dev.parley.media.storage.ObjectStore;
import dev.parley.media.storage.StoredPart;
import dev.parley.media.upload.Outcomes;
import dev.parley.media.upload.UploadRecorder;
import java.util.List;
import org.springframework.stereotype.Component;

/// Ends uploads that went straight into the store: as often as it is asked, once. What arrived is
/// counted here, and its checksum compared where it is processed, before anything is made of it.
@Component
class Completion {

  private final DirectUploads uploads;
  private final UploadRecorder recorder;
  private final Multiparts multiparts;
  private final ObjectStore store;
  private final Outcomes outcomes;

  Completion(
      DirectUploads uploads,
      UploadRecorder recorder,
      Multiparts multiparts,
      ObjectStore store,
      Outcomes outcomes) {
    this.uploads = uploads;
    this.recorder = recorder;
    this.multiparts = multiparts;
    this.store = store;
    this.outcomes = outcomes;
  }

  /// @return it as it is after a moment: small files are processed by then
  /// @throws dev.parley.common.problem.DomainException `not_found`, to anyone but its owner too;
  ///   `conflict` while something is missing; `unavailable`
  Media complete(MediaId id, UserId owner) {
    Media media = uploads.find(id, owner);
    if (!media.isPending()) {
      return media;
    }
    // It may have been put together before, and the answer, or the record, was lost.
    if (sizeOf(media) != media.size()) {
      media.multipartId().ifPresent(upload -> putTogether(media, upload));
      requireWhole(media);
    }
    return recorder
        .arrive(id)
        .map(outcomes::await)
        // Another request, or the cleaner, was quicker.
        .orElseGet(() -> uploads.find(id, owner));
  }

  private void putTogether(Media media, String upload) {
    ObjectKey key = ObjectKey.upload(media.mediaId());
    List<StoredPart> arrived = multiparts.arrived(key, upload);
    if (arrived.isEmpty() && sizeOf(media) == media.size()) {
      // Another request has put them together meanwhile.
      return;
    }
    Parts parts = new Parts(media.size(), media.partSize().orElseThrow());
    List<Integer> missing = parts.missing(arrived);
    if (!missing.isEmpty()) {
      throw new NotArrivedException(
          "%d of %d parts have not arrived whole, the first is %d"
              .formatted(missing.size(), parts.count(), missing.getFirst()));
    }
    multiparts.complete(
        key, upload, arrived.stream().filter(part -> part.number() <= parts.count()).toList());
  }

  private long sizeOf(Media media) {
    return store.sizeOf(ObjectKey.upload(media.mediaId())).orElse(0L);
  }

  private void requireWhole(Media media) {
    long size = sizeOf(media);
    if (size != media.size()) {
      throw new NotArrivedException("%d bytes have arrived, of %d".formatted(size, media.size()));
    }
  }
}
