package dev.parley.media.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.UnavailableException;
import dev.parley.media.Images;
import dev.parley.media.MediaServers;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.Stored;
import dev.parley.media.detection.ContentInspector;
import dev.parley.media.record.Announced;
import dev.parley.media.record.Media;
import dev.parley.media.record.MediaRecords;
import dev.parley.media.record.Processed;
import dev.parley.media.scanning.Scanner;
import dev.parley.media.storage.ObjectKey;
import dev.parley.media.storage.ObjectStore;
import dev.parley.media.upload.UploadRecorder;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What comes of processing that fails: the file's fault, the store's, or ours.
@MediaServiceTest
class FailingProcessingIT {

  private static final UserId OWNER = new UserId("failing-owner");
  private static final byte[] PNG = Images.png(6, 6);

  @Autowired MediaRecords records;
  @Autowired UploadRecorder uploads;
  @Autowired ProcessingRecorder recorder;
  @Autowired MediaProcessor processor;
  @Autowired ContentInspector contents;
  @Autowired Scanner scanner;
  @Autowired ImageWork images;
  @Autowired FilmWork films;
  @Autowired ObjectStore store;
  @Autowired ProcessingProperties properties;
  @Autowired CircuitBreakerRegistry breakers;
  @Autowired Stored stored;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;

  @AfterEach
  void mend() {
    MediaServers.OBJECTS.start();
    breakers.circuitBreaker("object-store").reset();
  }

  /// Such as a file that kills its process: the tries are counted before they are made.
  @Test
  void givesUpAFileThatFailsEachTime() {
    MediaId id = inProcessing();
    MediaProcessor poisoned = new MediaProcessor(recorder, poison(), store, properties);
    for (int i = 0; i < properties.attempts(); i++) {
      assertThatThrownBy(() -> poisoned.process(id)).hasMessage("poison");
      assertThat(status(id)).isEqualTo("processing");
    }

    poisoned.process(id);

    assertThat(status(id)).isEqualTo("rejected");
    assertThat(reason(id)).isEqualTo("processing_failed");
    assertThat(stored.hasObjects(id.toString())).isFalse();
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

  private Media pending() {
    return pending(new Announced("a.png", "image/png", null, null, PNG.length, null, null));
  }

  private Media pending(Announced announced) {
    Media media = Media.pending(OWNER, announced, clock.instant());
    uploads.begin(media);
    store.put(
        ObjectKey.upload(media.mediaId()),
        new ByteArrayResource(PNG),
        PNG.length,
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
      Product examine(Media media, Path file, Path folder) {
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
