package dev.parley.media.removal;

import dev.parley.common.problem.UnavailableException;
import dev.parley.media.erasure.Carriers;
import dev.parley.media.record.MediaRecords;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes away media that no message carries: none that was heard of, and none that message-service
/// knows. Its owner may have lost it, or thought better of it.
@Component
class UnusedMedia {

  private static final Logger log = LoggerFactory.getLogger(UnusedMedia.class);

  private final MediaRecords records;
  private final RemovalRecorder recorder;
  private final Carriers carriers;
  private final CleaningProperties properties;
  private final Clock clock;

  UnusedMedia(
      MediaRecords records,
      RemovalRecorder recorder,
      Carriers carriers,
      CleaningProperties properties,
      Clock clock) {
    this.records = records;
    this.recorder = recorder;
    this.carriers = carriers;
    this.properties = properties;
    this.clock = clock;
  }

  void takeAway() {
    Instant now = clock.instant();
    List<UUID> unused = records.findUnused(now.minus(properties.unusedAfter()), properties.batch());
    try {
      Set<UUID> carried = carriers.carried(unused);
      unused.stream().filter(id -> !carried.contains(id)).forEach(id -> recorder.drop(id, now));
    } catch (UnavailableException e) {
      log.atDebug()
          .addKeyValue("service", "message-service")
          .log("A service is away; the next round goes on");
    }
  }
}
