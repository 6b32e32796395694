package dev.parley.media.removal;

import dev.parley.common.id.MediaId;
import dev.parley.common.problem.UnavailableException;
import dev.parley.media.erasure.Erasures;
import dev.parley.media.record.MediaRecords;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes away what crashes and failures have left: uploads that never ended, objects of deleted
/// media. Every node may run it at once; each step may be done twice.
@Component
class Cleaner {

  private static final Logger log = LoggerFactory.getLogger(Cleaner.class);
  private static final int ENOUGH = 5;

  private final MediaRecords records;
  private final RemovalRecorder recorder;
  private final Purger purger;
  private final Erasures erasures;
  private final CleaningProperties properties;
  private final Clock clock;

  Cleaner(
      MediaRecords records,
      RemovalRecorder recorder,
      Purger purger,
      Erasures erasures,
      CleaningProperties properties,
      Clock clock) {
    this.records = records;
    this.recorder = recorder;
    this.purger = purger;
    this.erasures = erasures;
    this.properties = properties;
    this.clock = clock;
  }

  void clean() {
    Instant now = clock.instant();
    List<UUID> abandoned =
        records.findAbandoned(now.minus(properties.abandonedAfter()), properties.batch());
    abandoned.forEach(id -> recorder.abandon(id, now));
    if (!abandoned.isEmpty()) {
      log.atInfo().addKeyValue("count", abandoned.size()).log("Unfinished uploads given up");
    }
    erasures.forget(properties.forgetAfter());
    boolean isStoreThere = forEach(records.findUnpurged(properties.batch()), this::purge);
    if (isStoreThere) {
      forEach(
          records.findForgettable(now.minus(properties.forgetAfter()), properties.batch()),
          this::forget);
    }
  }

  /// One that cannot be deleted keeps no other from it. Where several in a row cannot, the store is
  /// away.
  ///
  /// @return whether all were tried
  private static boolean forEach(List<UUID> media, Consumer<UUID> step) {
    int inARow = 0;
    for (UUID id : media) {
      try {
        step.accept(id);
        inARow = 0;
      } catch (UnavailableException e) {
        if (++inARow == ENOUGH) {
          log.atDebug()
              .addKeyValue("media_id", id)
              .log("The object store is away; the next round goes on");
          return false;
        }
      } catch (RuntimeException e) {
        log.atWarn().addKeyValue("media_id", id).setCause(e).log("It cannot be taken out");
      }
    }
    return true;
  }

  private void purge(UUID id) {
    purger.purge(new MediaId(id));
  }

  /// Looks into the store once more: a transfer that was under way may have ended after the purge.
  private void forget(UUID id) {
    purger.purge(new MediaId(id));
    recorder.forget(id);
  }
}
