package dev.parley.media.removal;

import dev.parley.common.event.Event;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.outbox.Outbox;
import dev.parley.media.erasure.Erasures;
import dev.parley.media.record.Media;
import dev.parley.media.record.MediaRecords;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What the database knows of a removal. The store is never called within one of these.
@Component
class RemovalRecorder {

  private static final Logger log = LoggerFactory.getLogger(RemovalRecorder.class);

  private final MediaRecords records;
  private final Outbox outbox;

  RemovalRecorder(MediaRecords records, Outbox outbox) {
    this.records = records;
    this.outbox = outbox;
  }

  /// @return whether it is, or was until it was deleted, the user's
  @Transactional
  boolean deleteOwned(MediaId id, UserId user, Instant now) {
    Optional<Media> owned = records.lock(id.value()).filter(media -> media.isOwnedBy(user));
    owned.ifPresent(media -> delete(media, now, "owner"));
    return owned.isPresent();
  }

  /// Gives up an upload, unless it has come to its end after all.
  @Transactional
  void abandon(UUID id, Instant now) {
    records.lock(id).filter(Media::isPending).ifPresent(media -> delete(media, now, "abandoned"));
  }

  /// Takes away what no message carries.
  @Transactional
  void drop(UUID id, Instant now) {
    records.lock(id).filter(Media::isReady).ifPresent(media -> delete(media, now, "unused"));
  }

  /// Messages may show it, though none is known: they are told.
  private void delete(Media media, Instant now, String reason) {
    media.delete(now).ifPresent(gone -> outbox.append(Event.of(gone, Erasures.SOURCE, now)));
    log.atInfo()
        .addKeyValue("media_id", media.mediaId())
        .addKeyValue("reason", reason)
        .log("Media deleted");
  }

  @Transactional
  void markPurged(UUID id) {
    records.markPurged(id);
  }

  @Transactional
  void forget(UUID id) {
    records.forget(id);
  }
}
