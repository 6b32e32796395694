package dev.parley.media.upload;

import dev.parley.common.event.Event;
import dev.parley.common.id.MediaId;
import dev.parley.common.outbox.Outbox;
import dev.parley.common.problem.UnavailableException;
import dev.parley.media.catalog.Media;
import dev.parley.media.catalog.MediaCatalog;
import dev.parley.media.catalog.MediaView;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The database's side of an upload, a transaction for each step.
@Component
class MediaNotes {

  private static final String SOURCE = "/media-service";

  private final MediaCatalog catalog;
  private final Outbox outbox;
  private final Clock clock;

  MediaNotes(MediaCatalog catalog, Outbox outbox, Clock clock) {
    this.catalog = catalog;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Transactional
  public void begin(Media pending) {
    catalog.save(pending);
  }

  /// The bytes are stored: from here on it can be sent and read.
  ///
  /// @throws UnavailableException when the upload took so long that it was given up
  @Transactional
  public MediaView finish(MediaId id) {
    Media media =
        catalog
            .findById(id.value())
            .filter(Media::exists)
            .orElseThrow(() -> new UnavailableException("This upload"));
    outbox.append(Event.of(media.ready(), SOURCE, now()));
    return media.view();
  }

  /// It came to nothing; what was stored of it is for the cleaner.
  @Transactional
  public void giveUp(MediaId id) {
    catalog.findById(id.value()).ifPresent(media -> media.delete(now()));
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
