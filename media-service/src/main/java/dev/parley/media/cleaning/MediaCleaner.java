package dev.parley.media.cleaning;

import dev.parley.common.id.MediaId;
import dev.parley.common.problem.UnavailableException;
import dev.parley.media.storage.ObjectStore;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Takes uploads away that came to nothing, and the bytes of what was deleted. Every step can be
/// done twice, so that any number of cleaners may run.
@Component
class MediaCleaner {

  private static final Logger log = LoggerFactory.getLogger(MediaCleaner.class);
  private static final int AT_ONCE = 200;

  /// Deleted first, so that an upload which comes to its end after all finds nothing to make ready.
  private static final String GIVE_UP =
      """
      UPDATE media SET deleted_at = ?, version = version + 1
       WHERE status = 'pending' AND deleted_at IS NULL AND created_at < ?
      """;

  private static final String UNPURGED =
      "SELECT id FROM media WHERE deleted_at IS NOT NULL AND NOT purged ORDER BY deleted_at LIMIT"
          + " ?";

  private static final String PURGED = "UPDATE media SET purged = true WHERE id = ?";

  private static final String FORGET =
      "DELETE FROM media WHERE deleted_at IS NOT NULL AND purged AND deleted_at < ?";

  private final JdbcClient jdbc;
  private final ObjectStore store;
  private final CleaningProperties properties;
  private final Clock clock;

  MediaCleaner(JdbcClient jdbc, ObjectStore store, CleaningProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.store = store;
    this.properties = properties;
    this.clock = clock;
  }

  void clean() {
    jdbc.sql(GIVE_UP).params(before(Duration.ZERO), before(properties.abandonedAfter())).update();
    List<UUID> gone =
        jdbc.sql(UNPURGED).param(AT_ONCE).query((row, _) -> row.getObject(1, UUID.class)).list();
    try {
      for (UUID id : gone) {
        store.delete(new MediaId(id));
        jdbc.sql(PURGED).param(id).update();
      }
    } catch (UnavailableException e) {
      log.atInfo().log("The object store is away: the cleaner comes by again");
    }
    jdbc.sql(FORGET).param(before(properties.forgottenAfter())).update();
  }

  private Timestamp before(Duration age) {
    return Timestamp.from(clock.instant().minus(age));
  }
}
