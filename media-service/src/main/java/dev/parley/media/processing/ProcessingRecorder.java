package dev.parley.media.processing;

import dev.parley.common.event.Event;
import dev.parley.common.event.EventBody;
import dev.parley.common.id.MediaId;
import dev.parley.common.outbox.Outbox;
import dev.parley.media.record.Media;
import dev.parley.media.record.MediaRecords;
import dev.parley.media.record.Processed;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The steps of processing, each a transaction of its own: no connection is held while a file is
/// worked on.
@Component
class ProcessingRecorder {

  private static final Logger log = LoggerFactory.getLogger(ProcessingRecorder.class);
  private static final String SOURCE = "/media-service";
  private static final String GIVEN_UP = "processing_failed";

  private final MediaRecords records;
  private final Outbox outbox;
  private final ProcessingProperties properties;
  private final Clock clock;

  ProcessingRecorder(
      MediaRecords records, Outbox outbox, ProcessingProperties properties, Clock clock) {
    this.records = records;
    this.outbox = outbox;
    this.properties = properties;
    this.clock = clock;
  }

  /// Counts a try before it is made: one that takes the process down with it counts too. After the
  /// last one the media is rejected.
  ///
  /// @return what to work on; empty when there is nothing to do
  @Transactional
  Optional<Media> begin(MediaId id) {
    Optional<Media> media = locked(id);
    if (media.isPresent() && media.get().beginAttempt() > properties.attempts()) {
      rejectNow(media.get(), GIVEN_UP);
      return Optional.empty();
    }
    return media;
  }

  /// What went wrong was none of the file's fault.
  @Transactional
  void takeBack(MediaId id) {
    locked(id).ifPresent(Media::takeBackAttempt);
  }

  /// @return whether it is ready now; not when it was deleted or finished meanwhile
  @Transactional
  boolean makeReady(MediaId id, Processed processed) {
    Optional<Media> media = locked(id);
    media.ifPresent(found -> publish(found.becomeReady(processed)));
    return media.isPresent();
  }

  /// @return whether it is rejected now; not when it was deleted or finished meanwhile
  @Transactional
  boolean reject(MediaId id, String reason) {
    Optional<Media> media = locked(id);
    media.ifPresent(found -> rejectNow(found, reason));
    return media.isPresent();
  }

  @Transactional
  void markPurged(MediaId id) {
    records.markPurged(id.value());
  }

  /// Whether it is ready: by this process or another.
  boolean isReady(MediaId id) {
    return records.find(id.value()).filter(Media::isReady).isPresent();
  }

  private void rejectNow(Media media, String reason) {
    publish(media.reject(reason));
    log.atInfo()
        .addKeyValue("media_id", media.mediaId())
        .addKeyValue("reason", reason)
        .log("Media rejected");
  }

  private Optional<Media> locked(MediaId id) {
    return records.lock(id.value()).filter(Media::isProcessing);
  }

  private void publish(EventBody body) {
    outbox.append(Event.of(body, SOURCE, clock.instant()));
  }
}
