package dev.parley.media.upload;

import dev.parley.media.progress.ProgressTeller;
import dev.parley.media.record.Media;
import dev.parley.media.record.MediaRecords;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Waits a moment for what becomes of an upload, wherever it is processed: most pictures are ready
/// by then, and their senders need not ask again. Whoever looks on by a socket hears that it has
/// arrived.
@Component
public class Outcomes {

  private static final Duration FIRST_LOOK = Duration.ofMillis(25);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

  private final MediaRecords records;
  private final ProgressTeller teller;
  private final UploadProperties properties;

  Outcomes(MediaRecords records, ProgressTeller teller, UploadProperties properties) {
    this.records = records;
    this.teller = teller;
    this.properties = properties;
  }

  /// @return it as it is by then
  public Media await(Media arrived) {
    teller.waits(arrived);
    long deadline = System.nanoTime() + properties.answerWithin().toNanos();
    Duration pause = FIRST_LOOK;
    Media latest = arrived;
    try {
      while (latest.isProcessing() && System.nanoTime() < deadline) {
        Thread.sleep(pause);
        Optional<Media> found = records.find(arrived.mediaId().value());
        if (found.isEmpty()) {
          return latest;
        }
        latest = found.get();
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return latest;
  }
}
