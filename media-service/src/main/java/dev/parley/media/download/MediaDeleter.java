package dev.parley.media.download;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.media.catalog.Media;
import dev.parley.media.catalog.MediaCatalog;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Takes media away from everyone. The bytes go when the cleaner comes by.
@Component
class MediaDeleter {

  private final MediaCatalog catalog;
  private final Clock clock;

  MediaDeleter(MediaCatalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /// Deletes what is the user's own; once more changes nothing.
  ///
  /// @return whether it was theirs
  @Transactional
  public boolean deleteOwn(UserId user, MediaId id) {
    Optional<Media> own = catalog.findById(id.value()).filter(media -> media.isOwnedBy(user));
    own.ifPresent(media -> media.delete(clock.instant().truncatedTo(ChronoUnit.MICROS)));
    return own.isPresent();
  }
}
