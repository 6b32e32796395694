package dev.parley.media.removal;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.UnavailableException;
import dev.parley.media.access.ForbiddenException;
import dev.parley.media.access.MediaReader;
import dev.parley.media.storage.StoreRefusedException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Deletes media for its owner. Once the record says so it is gone for everyone, in messages that
/// show it too; the objects follow at once, or by the cleaner when the store is away.
@Component
class MediaRemover {

  private static final Logger log = LoggerFactory.getLogger(MediaRemover.class);

  private final RemovalRecorder recorder;
  private final MediaReader reader;
  private final Purger purger;
  private final Clock clock;

  MediaRemover(RemovalRecorder recorder, MediaReader reader, Purger purger, Clock clock) {
    this.recorder = recorder;
    this.reader = reader;
    this.purger = purger;
    this.clock = clock;
  }

  /// Again, by its owner, is no error.
  ///
  /// @throws dev.parley.common.problem.DomainException `not_found`, to a stranger too; `forbidden`
  ///   to another who may read it; `unavailable` when it cannot be said which of them it is
  void remove(MediaId id, UserId user) {
    if (!recorder.deleteOwned(id, user, clock.instant())) {
      reader.read(id, user);
      throw new ForbiddenException("Only its owner may delete media");
    }
    try {
      purger.purge(id);
    } catch (UnavailableException | StoreRefusedException e) {
      log.atInfo().addKeyValue("media_id", id).log("Its objects are left to the cleaner");
    }
  }
}
