package dev.parley.media.upload;

import dev.parley.common.event.Event;
import dev.parley.common.id.MediaId;
import dev.parley.common.outbox.Outbox;
import dev.parley.media.record.Media;
import dev.parley.media.record.MediaRecords;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The two ends of an upload, each a transaction of its own: between them the bytes travel, and no
/// connection is held.
@Component
public class UploadRecorder {

  private static final String SOURCE = "/media-service";

  private final MediaRecords records;
  private final Outbox outbox;
  private final UploadProperties properties;
  private final Clock clock;

  UploadRecorder(MediaRecords records, Outbox outbox, UploadProperties properties, Clock clock) {
    this.records = records;
    this.outbox = outbox;
    this.properties = properties;
    this.clock = clock;
  }

  /// @throws QuotaExceededException `too_large` when the user has as much as one may
  @Transactional
  public void begin(Media media) {
    records.lockOwner(media.ownerId());
    long total = records.bytesOf(media.ownerId(), clock.instant()) + media.size();
    if (total > properties.quota().toBytes()) {
      throw new QuotaExceededException(properties.quota());
    }
    records.save(media);
  }

  /// The bytes are there: they are to be processed, and the event that has it done is left.
  ///
  /// @return empty when it was given up or deleted meanwhile, or had arrived before
  @Transactional
  public Optional<Media> arrive(MediaId id) {
    Optional<Media> pending = records.lock(id.value()).filter(Media::isPending);
    Instant now = clock.instant();
    pending.ifPresent(media -> outbox.append(Event.of(media.arrive(now), SOURCE, now)));
    return pending;
  }
}
