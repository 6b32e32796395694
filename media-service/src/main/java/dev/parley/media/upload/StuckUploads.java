package dev.parley.media.upload;

import dev.parley.common.event.Event;
import dev.parley.common.outbox.Outbox;
import dev.parley.media.record.MediaRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Has uploads processed after all whose event was lost: set aside, or gone with its topic. One
/// that is only waiting is processed once all the same.
@Component
public class StuckUploads {

  private static final Logger log = LoggerFactory.getLogger(StuckUploads.class);
  private static final String SOURCE = "/media-service";

  private final MediaRecords records;
  private final Outbox outbox;
  private final Clock clock;

  StuckUploads(MediaRecords records, Outbox outbox, Clock clock) {
    this.records = records;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// @param after how long one has been in processing, and not driven again
  /// @param limit of this round
  @Transactional
  public void driveAgain(Duration after, int limit) {
    Instant now = clock.instant();
    Instant before = now.minus(after);
    List<UUID> stuck = records.findStuck(before, limit);
    for (UUID id : stuck) {
      records
          .lock(id)
          .filter(media -> media.isProcessing() && media.wasDrivenBefore(before))
          .ifPresent(media -> outbox.append(Event.of(media.beDriven(now), SOURCE, now)));
    }
    if (!stuck.isEmpty()) {
      log.atWarn().addKeyValue("count", stuck.size()).log("Uploads are driven again");
    }
  }
}
