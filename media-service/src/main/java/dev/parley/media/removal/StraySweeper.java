package dev.parley.media.removal;

import dev.parley.common.id.MediaId;
import dev.parley.common.problem.UnavailableException;
import dev.parley.media.record.MediaRecords;
import dev.parley.media.storage.ObjectKey;
import dev.parley.media.storage.ObjectStore;
import dev.parley.media.storage.StoreRefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Walks through the whole store for objects that nothing refers to: those of no record, and
/// uploads that have been worked on. Every node may walk at once; taking an object out twice is no
/// error.
@Component
class StraySweeper {

  private static final Logger log = LoggerFactory.getLogger(StraySweeper.class);

  private final MediaRecords records;
  private final ObjectStore store;
  private final CleaningProperties properties;
  private final Clock clock;

  StraySweeper(
      MediaRecords records, ObjectStore store, CleaningProperties properties, Clock clock) {
    this.records = records;
    this.store = store;
    this.properties = properties;
    this.clock = clock;
  }

  void sweep() {
    try {
      int strays = 0;
      @Nullable String from = null;
      do {
        ObjectStore.Page page = store.list(from);
        strays += sweep(page.objects());
        from = page.next();
      } while (from != null);
      if (strays > 0) {
        log.atInfo().addKeyValue("count", strays).log("Stray objects taken out");
      }
    } catch (UnavailableException | StoreRefusedException e) {
      log.atDebug()
          .addKeyValue("cause", e.detail())
          .log("The object store is away; the next round goes on");
    }
  }

  /// Only what lies there for long: an upload that is under way may be ahead of its record.
  private int sweep(List<ObjectStore.Found> found) {
    Instant before = clock.instant().minus(properties.strayAfter());
    List<ObjectStore.Found> old =
        found.stream()
            .filter(object -> object.modifiedAt().isBefore(before))
            .filter(object -> ObjectKey.mediaOf(object.key()).isPresent())
            .toList();
    if (old.isEmpty()) {
      return 0;
    }
    Set<UUID> ids =
        old.stream()
            .flatMap(object -> ObjectKey.mediaOf(object.key()).stream())
            .map(MediaId::value)
            .collect(Collectors.toSet());
    Set<UUID> known = new HashSet<>(records.known(ids));
    Set<UUID> finished = new HashSet<>(records.finished(ids));
    List<ObjectStore.Found> strays =
        old.stream().filter(object -> isStray(object.key(), known, finished)).toList();
    strays.forEach(object -> store.delete(new ObjectKey(object.key())));
    return strays.size();
  }

  private static boolean isStray(String key, Set<UUID> known, Set<UUID> finished) {
    MediaId id = ObjectKey.mediaOf(key).orElseThrow();
    boolean isUpload = key.equals(ObjectKey.upload(id).value());
    return !known.contains(id.value()) || (isUpload && finished.contains(id.value()));
  }
}
