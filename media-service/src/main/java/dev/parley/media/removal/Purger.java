package dev.parley.media.removal;

import dev.parley.common.id.MediaId;
import dev.parley.common.problem.UnavailableException;
import dev.parley.media.record.MediaRecords;
import dev.parley.media.storage.Multiparts;
import dev.parley.media.storage.ObjectKey;
import dev.parley.media.storage.ObjectStore;
import org.springframework.stereotype.Component;

/// Takes everything that media has out of the store: its forms, and parts that never became one.
@Component
class Purger {

  private final MediaRecords records;
  private final RemovalRecorder recorder;
  private final ObjectStore store;
  private final Multiparts multiparts;

  Purger(MediaRecords records, RemovalRecorder recorder, ObjectStore store, Multiparts multiparts) {
    this.records = records;
    this.recorder = recorder;
    this.store = store;
    this.multiparts = multiparts;
  }

  /// Once more is no error.
  ///
  /// @throws UnavailableException `unavailable`; some may still be there
  void purge(MediaId id) {
    records
        .multipartOf(id.value())
        .ifPresent(upload -> multiparts.abort(ObjectKey.upload(id), upload));
    store.deleteAll(id);
    recorder.markPurged(id.value());
  }
}
