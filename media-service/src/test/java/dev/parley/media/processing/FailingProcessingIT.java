package dev.parley.media.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.UnavailableException;
import dev.parley.media.FakeClamd;
import dev.parley.media.Images;
import dev.parley.media.MediaServers;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.Stored;
import dev.parley.media.detection.ContentInspector;
import dev.parley.media.detection.ContentTypes;
import dev.parley.media.film.FilmProperties;
import dev.parley.media.film.FilmTools;
import dev.parley.media.image.ImageInspector;
import dev.parley.media.progress.Progress;
import dev.parley.media.progress.ProgressTeller;
import dev.parley.media.record.Announced;
import dev.parley.media.record.Media;
import dev.parley.media.record.MediaRecords;
import dev.parley.media.record.Processed;
import dev.parley.media.rendition.Renderer;
import dev.parley.media.scanning.NotScannedException;
import dev.parley.media.scanning.Scanner;
import dev.parley.media.storage.ObjectKey;
import dev.parley.media.storage.ObjectStore;
import dev.parley.media.storage.StoreRefusedException;
import dev.parley.media.upload.StuckUploads;
import dev.parley.media.upload.UploadRecorder;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/// What comes of processing that fails: the file's fault, the store's, or ours.
@MediaServiceTest
class FailingProcessingIT {

  private static final UserId OWNER = new UserId("failing-owner");
  private static final byte[] PNG = Images.png(6, 6);

  @Autowired MediaRecords records;
  @Autowired UploadRecorder uploads;
  @Autowired StuckUploads stuck;
  @Autowired ProcessingRecorder recorder;
  @Autowired MediaProcessor processor;
  @Autowired ContentInspector contents;
  @Autowired Scanner scanner;
  @Autowired ImageWork images;
  @Autowired FilmWork films;
  @Autowired ContentTypes types;
  @Autowired ImageInspector inspector;
  @Autowired Renderer renderer;
  @Autowired ObjectStore store;
  @Autowired ProgressTeller teller;
  @Autowired ProcessingProperties properties;
  @Autowired CircuitBreakerRegistry breakers;
  @Autowired Stored stored;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;
  @TempDir Path folder;

  @AfterEach
  void mend() {
    MediaServers.OBJECTS.start();
    breakers.circuitBreaker("object-store").reset();
  }

  /// Such as a file that kills its process: the tries are counted before they are made.
  @Test
  void givesUpAFileThatFailsEachTime() {
    MediaId id = inProcessing();
    MediaProcessor poisoned = new MediaProcessor(recorder, poison(), store, teller, properties);
    for (int i = 0; i < properties.attempts(); i++) {
      assertThatThrownBy(() -> poisoned.process(id)).hasMessage("poison");
      assertThat(status(id)).isEqualTo("processing");
    }

    poisoned.process(id);

    assertThat(status(id)).isEqualTo("rejected");
    assertThat(reason(id)).isEqualTo("processing_failed");
    assertThat(stored.hasObjects(id.toString())).isFalse();
  }

  /// clamd is there, and says that it could not: it may be the file's fault.
  @Test
  void rejectsWhatTheScannerDoesNotManage() {
    byte[] text = Images.text(FakeClamd.UNMANAGEABLE);
    Media media =
        pending(new Announced("a.txt", "text/plain", null, null, text.length, null, null), text);
    setProcessing(media);
    MediaId id = media.mediaId();
    for (int i = 1; i < properties.attempts(); i++) {
      assertThatThrownBy(() -> processor.process(id)).isInstanceOf(NotScannedException.class);
      assertThat(status(id)).isEqualTo("processing");
    }

    processor.process(id);

    assertThat(reason(id)).isEqualTo("not_scanned");
    assertThat(stored.hasObjects(id.toString())).isFalse();
  }

  /// Its event was set aside, or lost.
  @Test
  void drivesAgainWhatIsStuck() {
    MediaId id = inProcessing();
    Duration after = Duration.ofHours(3);
    stuck.driveAgain(after, 500);
    assertThat(column("coalesce(driven_at::text, 'never')", id)).isEqualTo("never");
    jdbc.sql("UPDATE media SET created_at = created_at - interval '4 hours' WHERE id = ?")
        .param(id.value())
        .update();

    stuck.driveAgain(after, 500);

    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status(id).equals("ready"));
  }

  @Test
  void doesNotTakeOurDiskForAStoreThatIsDown() {
    MediaId id = pending().mediaId();
    Path nowhere = folder.resolve("missing").resolve("file");
    assertThatThrownBy(() -> store.fetch(ObjectKey.upload(id), nowhere, PNG.length, _ -> {}))
        .isInstanceOf(StoreRefusedException.class);
  }

  @Test
  void doesNotBlameAFileForAStoreThatIsDown() {
    MediaId id = inProcessing();
    MediaServers.OBJECTS.stop();
    for (int i = 0; i < properties.attempts() + 1; i++) {
      assertThatThrownBy(() -> processor.process(id)).isInstanceOf(UnavailableException.class);
    }
    assertThat(status(id)).isEqualTo("processing");

    MediaServers.OBJECTS.start();
    breakers.circuitBreaker("object-store").reset();
    processor.process(id);
    assertThat(status(id)).isEqualTo("ready");
  }

  /// Through Kafka: the record waits, and is not set aside.
  @Test
  void goesOnWhenTheStoreIsBack() {
    Media media = pending();
    MediaServers.OBJECTS.stop();
    uploads.arrive(media.mediaId());
    Awaitility.await()
        .during(Duration.ofMillis(800))
        .until(() -> status(media.mediaId()).equals("processing"));

    MediaServers.OBJECTS.start();

    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> status(media.mediaId()).equals("ready"));
  }

  @Test
  void doesItOnceThoughItIsAskedTwice() {
    MediaId id = inProcessing();
    processor.process(id);
    long version = version(id);
    assertThat(status(id)).isEqualTo("ready");

    processor.process(id);

    assertThat(version(id)).isEqualTo(version);
    assertThat(stored.objects()).contains(id + "/original").doesNotContain(id + "/upload");
  }

  @Test
  void leavesNothingOfWhatWasDeletedMeanwhile() {
    MediaId id = inProcessing();
    jdbc.sql("UPDATE media SET deleted_at = now() WHERE id = ?").param(id.value()).update();
    assertThat(recorder.makeReady(id, Processed.asItIs("image/png", 1))).isFalse();

    processor.process(id);

    assertThat(stored.hasObjects(id.toString())).isFalse();
  }

  @Test
  void rejectsWhatIsNotThere() {
    MediaId id = inProcessing();
    store.deleteAll(id);
    processor.process(id);
    assertThat(reason(id)).isEqualTo("missing");
  }

  @Test
  void rejectsOtherBytesThanWereMeant() {
    Media media =
        pending(new Announced("a.png", "image/png", "image/png", "00ff", PNG.length, null, null));
    process(media);
    assertThat(reason(media.mediaId())).isEqualTo("checksum_mismatch");
  }

  @Test
  void keepsAFilmAsItCameWhereThereIsNoFfmpeg() throws IOException {
    byte[] film;
    try (var in = FailingProcessingIT.class.getResourceAsStream("/media/film.mp4")) {
      film = Objects.requireNonNull(in).readAllBytes();
    }
    String type = "video/mp4";
    Media media = pending(new Announced("a.mp4", type, type, null, film.length, null, null), film);
    setProcessing(media);
    try (var context = new AnnotationConfigApplicationContext()) {
      context.registerBean(FilmProperties.class, FailingProcessingIT::noFfmpeg);
      context.registerBean(FilmTools.class);
      context.refresh();
      FilmWork poor = new FilmWork(context.getBean(FilmTools.class), types, inspector, renderer);
      Examiner examiner = new Examiner(contents, scanner, images, poor);
      new MediaProcessor(recorder, examiner, store, teller, properties).process(media.mediaId());
    }
    assertThat(status(media.mediaId())).isEqualTo("ready");
    assertThat(column("unprocessed", media.mediaId())).isEqualTo("true");
    assertThat(column("content_type", media.mediaId())).isEqualTo(type);
    Path kept = folder.resolve("kept");
    store.fetch(ObjectKey.original(media.mediaId()), kept, film.length, _ -> {});
    assertThat(kept).hasBinaryContent(film);
  }

  private static FilmProperties noFfmpeg() {
    Duration time = Duration.ofSeconds(5);
    return new FilmProperties(
        "/nowhere/ffmpeg", "/nowhere/ffprobe", time, time, DataSize.ofMegabytes(100), 100, 64);
  }

  private Media pending() {
    return pending(new Announced("a.png", "image/png", null, null, PNG.length, null, null));
  }

  private Media pending(Announced announced) {
    return pending(announced, PNG);
  }

  private Media pending(Announced announced, byte[] content) {
    Media media = Media.pending(OWNER, announced, clock.instant());
    uploads.begin(media);
    store.put(
        ObjectKey.upload(media.mediaId()),
        new ByteArrayResource(content),
        content.length,
        "application/octet-stream");
    return media;
  }

  /// Without the event that would have it processed.
  private MediaId inProcessing() {
    Media media = pending();
    setProcessing(media);
    return media.mediaId();
  }

  private void process(Media media) {
    setProcessing(media);
    processor.process(media.mediaId());
  }

  private void setProcessing(Media media) {
    jdbc.sql("UPDATE media SET status = 'processing' WHERE id = ?")
        .param(media.mediaId().value())
        .update();
  }

  private Examiner poison() {
    return new Examiner(contents, scanner, images, films) {
      @Override
      Product examine(Media media, Path file, Path folder, Progress progress) {
        throw new IllegalStateException("poison");
      }
    };
  }

  private String status(MediaId id) {
    return column("status", id);
  }

  private String reason(MediaId id) {
    return column("reason", id);
  }

  private long version(MediaId id) {
    return Long.parseLong(column("version", id));
  }

  private String column(String name, MediaId id) {
    return String.valueOf(
        jdbc.sql("SELECT " + name + " FROM media WHERE id = ?")
            .param(id.value())
            .query()
            .singleValue());
  }
}
