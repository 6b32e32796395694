package dev.parley.media.processing;

import dev.parley.common.id.MediaId;
import dev.parley.common.problem.Outages;
import dev.parley.common.problem.UnavailableException;
import dev.parley.media.detection.RefusedException;
import dev.parley.media.progress.Phase;
import dev.parley.media.progress.Progress;
import dev.parley.media.progress.ProgressTeller;
import dev.parley.media.record.Media;
import dev.parley.media.rendition.Rendition;
import dev.parley.media.scanning.NotScannedException;
import dev.parley.media.storage.ObjectKey;
import dev.parley.media.storage.ObjectStore;
import dev.parley.media.storage.StoreRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Works on one upload, from its arrival to its being ready or rejected. It may be done twice, and
/// at the same time: the objects are the same, and the record changes once.
@Component
class MediaProcessor {

  private static final Logger log = LoggerFactory.getLogger(MediaProcessor.class);

  private final ProcessingRecorder recorder;
  private final Examiner examiner;
  private final ObjectStore store;
  private final ProgressTeller teller;
  private final ProcessingProperties properties;

  MediaProcessor(
      ProcessingRecorder recorder,
      Examiner examiner,
      ObjectStore store,
      ProgressTeller teller,
      ProcessingProperties properties) {
    this.recorder = recorder;
    this.examiner = examiner;
    this.store = store;
    this.teller = teller;
    this.properties = properties;
  }

  /// @throws UnavailableException `unavailable` when the store or the scanner is away: it is to be
  ///   tried again, as often as it takes. What they cannot do with this one is thrown as it is, and
  ///   is tried again a few times
  void process(MediaId id) {
    recorder.begin(id).ifPresent(this::work);
    // Also what a process that died between the record and the store has left.
    sweep(id);
  }

  private void work(Media media) {
    MediaId id = media.mediaId();
    Progress progress = teller.of(media);
    try (WorkFolder folder = WorkFolder.open(properties.directory())) {
      Product product = examine(media, folder.path(), progress);
      progress.enter(Phase.STORING);
      serve(media, product);
    } catch (RefusedException e) {
      log.atDebug().addKeyValue("media_id", id).setCause(e).log("Refused");
      recorder.reject(id, e.reason());
    } catch (RuntimeException e) {
      if (e instanceof NotScannedException && media.attempts() >= properties.attempts()) {
        log.atWarn().addKeyValue("media_id", id).setCause(e).log("It cannot be scanned");
        recorder.reject(id, "not_scanned");
        return;
      }
      // It is tried again, after a while.
      progress.enter(Phase.WAITING);
      if (Outages.isOutage(e)) {
        recorder.takeBack(id);
      }
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Product examine(Media media, Path folder, Progress progress) throws IOException {
    Path file = folder.resolve("upload");
    long size = media.size();
    progress.enter(Phase.FETCHING);
    if (!store.fetch(
        ObjectKey.upload(media.mediaId()),
        file,
        size,
        arrived -> progress.reach(Phase.FETCHING, arrived, size))) {
      throw new RefusedException("missing", "it is not there, or larger than it was said to be");
    }
    return examiner.examine(media, file, folder, progress);
  }

  private void serve(Media media, Product product) {
    MediaId id = media.mediaId();
    store.put(ObjectKey.original(id), product.original(), product.processed().contentType());
    put(ObjectKey.large(id), product.large());
    put(ObjectKey.thumbnail(id), product.thumbnail());
    recorder.makeReady(id, product.processed());
  }

  private void put(ObjectKey key, @Nullable Rendition rendition) {
    if (rendition != null) {
      store.put(key, rendition.file(), rendition.contentType());
    }
  }

  /// Takes away what came in, and everything else unless it is served. What cannot be taken away
  /// now the cleaner finds.
  private void sweep(MediaId id) {
    try {
      if (recorder.isReady(id)) {
        store.delete(ObjectKey.upload(id));
      } else {
        store.deleteAll(id);
        recorder.markPurged(id);
      }
    } catch (UnavailableException | StoreRefusedException e) {
      log.atInfo().addKeyValue("media_id", id).log("Its objects are left to the cleaner");
    }
  }
}
