package dev.parley.media.upload;

import dev.parley.common.event.Event;
import dev.parley.common.id.MediaId;
import dev.parley.common.outbox.Outbox;
import dev.parley.media.record.Media;
import dev.parley.media.record.MediaRecords;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The two ends of an upload, each a transaction of its own: between them the bytes travel, and no
/// connection is held.
@Component
class UploadRecorder {

  private static final String SOURCE = "/media-service";

  private final MediaRecords records;
  private final Outbox outbox;

  UploadRecorder(MediaRecords records, Outbox outbox) {
    this.records = records;
    this.outbox = outbox;
  }

  @Transactional
  void begin(Media media) {
    records.save(media);
  }

  /// The bytes are there: makes it ready, and leaves the event.
  ///
  /// @return empty when it was given up or deleted meanwhile
  @Transactional
  Optional<Media> complete(MediaId id, Instant now) {
    Optional<Media> pending = records.lock(id.value()).filter(Media::isPending);
    pending.ifPresent(media -> outbox.append(Event.of(media.becomeReady(), SOURCE, now)));
    return pending;
  }
}
