package dev.parley.media.removal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.UnavailableException;
import dev.parley.media.Api;
import dev.parley.media.Images;
import dev.parley.media.MediaServers;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.Stored;
import dev.parley.media.erasure.Erasures;
import dev.parley.media.record.Announced;
import dev.parley.media.record.Media;
import dev.parley.media.record.MediaRecords;
import dev.parley.media.storage.ObjectKey;
import dev.parley.media.storage.ObjectStore;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;

@MediaServiceTest
class RemovalIT {

  private static final String OWNER = "removal-owner";

  @LocalServerPort int port;
  @Autowired Stored stored;
  @Autowired MediaRecords records;
  @Autowired RemovalRecorder recorder;
  @Autowired ObjectStore store;
  @Autowired Purger purger;
  @Autowired Erasures erasures;
  @Autowired UnusedMedia unused;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;
  @Autowired CircuitBreakerRegistry breakers;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @AfterEach
  void mend() {
    MediaServers.OBJECTS.start();
    breakers.circuitBreaker("object-store").reset();
  }

  @Test
  void deletesTheObjectAndTheRecord() {
    String id = api.as(OWNER).uploaded("cat.png", Images.png(3, 3));
    MediaServers.MESSAGES.share(id, "removal-friend");
    String url = api.as(OWNER).get(path(id) + "/content").header("Location");

    assertThat(api.as(OWNER).delete(path(id)).status()).isEqualTo(204);

    assertThat(api.as(OWNER).get(path(id)).refusal()).isEqualTo("404 not_found");
    assertThat(api.as("removal-friend").get(path(id)).refusal()).isEqualTo("404 not_found");
    assertThat(api.as("removal-friend").get(path(id) + "/content").refusal())
        .isEqualTo("404 not_found");
    assertThat(api.fetch(url).status()).isEqualTo(404);
    assertThat(stored.hasObjects(id)).isFalse();
    String question = "{\"owner_id\":\"%s\",\"media_ids\":[\"%s\"]}".formatted(OWNER, id);
    var items = api.service().postJson("/internal/media", question).json().path("items");
    assertThat(items).as("its owner is told why it cannot be sent").hasSize(1);
    assertThat(items.get(0).path("status").asString()).isEqualTo("erased");
    assertThat(items.get(0).propertyNames())
        .containsExactlyInAnyOrder("media_id", "owner_id", "status", "content_type", "size");
  }

  @Test
  void deletesAgainWithoutAnError() {
    String id = api.as(OWNER).uploaded("cat.png", Images.png(3, 3));
    assertThat(api.as(OWNER).delete(path(id)).status()).isEqualTo(204);
    assertThat(api.as(OWNER).delete(path(id)).status()).isEqualTo(204);
    assertThat(api.as("removal-stranger").delete(path(id)).refusal()).isEqualTo("404 not_found");
  }

  @Test
  void takesTheObjectsOfAnErasedUserOutAndTheReportSaysSo() {
    UserId gone = new UserId("removal-gone");
    String id = api.as(gone.value()).uploaded("cat.png", Images.png(400, 3));
    erasures.eraseOf(gone, 500);
    assertThat(stored.hasObjects(id)).isTrue();
    assertThat(erasures.find("user", gone.value()).orElseThrow().complete()).isFalse();
    cleaner(Duration.ofHours(1), Duration.ofDays(1)).clean();
    assertThat(stored.hasObjects(id)).isFalse();
    assertThat(erasures.find("user", gone.value()).orElseThrow().complete()).isTrue();
  }

  @Test
  void deletesWhileTheStoreIsDownAndCleansUpLater() {
    String id = api.as(OWNER).uploaded("cat.png", Images.png(3, 3));
    MediaServers.OBJECTS.stop();
    assertThat(api.as(OWNER).delete(path(id)).status()).isEqualTo(204);
    assertThat(api.as(OWNER).get(path(id)).refusal()).isEqualTo("404 not_found");
    cleaner(Duration.ofHours(1), Duration.ofDays(1)).clean();

    MediaServers.OBJECTS.start();
    breakers.circuitBreaker("object-store").reset();
    assertThat(stored.hasObjects(id)).isTrue();
    cleaner(Duration.ofHours(1), Duration.ofDays(1)).clean();
    assertThat(stored.hasObjects(id)).isFalse();
    assertThat(stored.hasRecord(id)).isTrue();
  }

  /// Such as one that the store holds on to by law.
  @Test
  void goesOnWhereOneObjectCannotBeDeleted() {
    String held = api.as(OWNER).uploaded("held.png", Images.png(3, 3));
    String after = api.as(OWNER).uploaded("after.png", Images.png(3, 3));
    for (String id : List.of(held, after)) {
      recorder.deleteOwned(MediaId.of(id), new UserId(OWNER), clock.instant());
    }
    for (RuntimeException failure :
        List.of(new UnavailableException("It"), new IllegalStateException("it is held"))) {
      Purger reluctant = spy(purger);
      doThrow(failure).when(reluctant).purge(MediaId.of(held));
      cleaner(reluctant, Duration.ofHours(1), Duration.ofDays(1)).clean();
      assertThat(stored.hasObjects(held)).isTrue();
      assertThat(stored.hasObjects(after)).isFalse();
    }
  }

  /// Where nothing can be deleted the store is away, and is left alone until the next round.
  @Test
  void endsTheRoundWhereNothingCanBeDeleted() {
    for (int i = 0; i < 12; i++) {
      String id = api.as(OWNER).uploaded("cat.png", Images.png(3, 3));
      recorder.deleteOwned(MediaId.of(id), new UserId(OWNER), clock.instant());
    }
    Purger away = spy(purger);
    doThrow(new UnavailableException("It")).when(away).purge(any());
    cleaner(away, Duration.ofHours(1), Duration.ofDays(1)).clean();
    verify(away, times(5)).purge(any());
  }

  @Test
  void forgetsWhatWasDeletedLongAgo() {
    String id = api.as(OWNER).uploaded("cat.png", Images.png(3, 3));
    String kept = api.as(OWNER).uploaded("dog.png", Images.png(3, 3));
    api.as(OWNER).delete(path(id));
    putObject(MediaId.of(id));
    cleaner(Duration.ofHours(1), Duration.ZERO).clean();
    assertThat(stored.hasRecord(id)).isFalse();
    assertThat(stored.hasObjects(id)).as("an object that came late").isFalse();
    assertThat(stored.hasRecord(kept)).isTrue();
    assertThat(stored.hasObjects(kept)).isTrue();
  }

  @Test
  void takesAwayWhatACrashLeftBetweenTheObjectAndTheRecord() {
    Media crashed = pending();
    putObject(crashed.mediaId());
    String id = crashed.mediaId().toString();
    assertThat(api.as(OWNER).get(path(id)).json().path("status").asString()).isEqualTo("pending");

    cleaner(Duration.ofHours(1), Duration.ofDays(1)).clean();
    assertThat(stored.hasObjects(id)).as("it may still be under way").isTrue();

    cleaner(Duration.ZERO, Duration.ofDays(1)).clean();
    assertThat(stored.hasObjects(id)).isFalse();
    assertThat(api.as(OWNER).get(path(id)).refusal()).isEqualTo("404 not_found");
  }

  @Test
  void takesAwayWhatACrashLeftBeforeTheObject() {
    String id = pending().mediaId().toString();
    cleaner(Duration.ZERO, Duration.ofDays(1)).clean();
    cleaner(Duration.ZERO, Duration.ZERO).clean();
    assertThat(stored.hasRecord(id)).isFalse();
  }

  @Test
  void leavesAloneWhatIsReady() {
    String id = api.as(OWNER).uploaded("cat.png", Images.png(3, 3));
    recorder.abandon(UUID.fromString(id), clock.instant());
    cleaner(Duration.ZERO, Duration.ZERO).clean();
    assertThat(api.as(OWNER).get(path(id)).status()).isEqualTo(200);
    assertThat(stored.hasObjects(id)).isTrue();
  }

  @Test
  void takesAwayWhatNoMessageCarries() {
    List<String> all =
        List.of("unused", "used", "untracked", "carried").stream()
            .map(name -> api.as(OWNER).uploaded(name + ".png", Images.png(3, 3)))
            .toList();
    for (String id : all) {
      jdbc.sql("UPDATE media SET created_at = now() - interval '31 days', tracked = ? WHERE id = ?")
          .params(!id.equals(all.get(2)), UUID.fromString(id))
          .update();
    }
    erasures.use(
        new ConversationId(UUID.randomUUID()),
        new MessageId(UUID.randomUUID()),
        List.of(UUID.fromString(all.get(1))));
    MediaServers.MESSAGES.carry(
        all.get(3), UUID.randomUUID().toString(), UUID.randomUUID().toString());

    unused.takeAway();
    cleaner(Duration.ofHours(1), Duration.ofDays(1)).clean();

    assertThat(all.stream().map(id -> api.as(OWNER).get(path(id)).status()).toList())
        .containsExactly(404, 200, 200, 200);
    assertThat(stored.hasObjects(all.getFirst())).isFalse();
  }

  @Test
  void findsObjectsThatNothingRefersTo() {
    MediaId unknown = new MediaId(UUID.randomUUID());
    putObject(unknown);
    String id = api.as(OWNER).uploaded("cat.png", Images.png(3, 3));
    byte[] late = Images.png(1, 1);
    store.put(
        ObjectKey.upload(MediaId.of(id)), new ByteArrayResource(late), late.length, "image/png");
    Media pending = pending();
    putObject(pending.mediaId());
    Media deleted = pending();
    recorder.abandon(deleted.mediaId().value(), clock.instant());
    recorder.markPurged(deleted.mediaId().value());
    store.put(
        ObjectKey.upload(deleted.mediaId()), new ByteArrayResource(late), late.length, "image/png");

    sweeper(Duration.ofDays(1)).sweep();
    assertThat(stored.hasObjects(unknown.toString())).as("it may be under way").isTrue();

    sweeper(Duration.ofSeconds(-5)).sweep();
    assertThat(stored.hasObjects(unknown.toString())).isFalse();
    assertThat(stored.objects())
        .contains(id + "/original", pending.mediaId() + "/original")
        .doesNotContain(id + "/upload", deleted.mediaId() + "/upload");
  }

  private StraySweeper sweeper(Duration strayAfter) {
    return new StraySweeper(
        records, store, cleaning(Duration.ofHours(1), Duration.ofDays(1), strayAfter), clock);
  }

  private Media pending() {
    Instant before = clock.instant().minusSeconds(10);
    return records.save(
        Media.pending(
            new UserId(OWNER),
            new Announced("cat.png", "image/png", null, null, 70, 1, 1),
            before));
  }

  private void putObject(MediaId id) {
    byte[] png = Images.png(1, 1);
    store.put(ObjectKey.original(id), new ByteArrayResource(png), png.length, "image/png");
  }

  private Cleaner cleaner(Duration abandonedAfter, Duration forgetAfter) {
    return cleaner(purger, abandonedAfter, forgetAfter);
  }

  private Cleaner cleaner(Purger purger, Duration abandonedAfter, Duration forgetAfter) {
    return new Cleaner(
        records,
        recorder,
        purger,
        erasures,
        cleaning(abandonedAfter, forgetAfter, Duration.ofDays(1)),
        clock);
  }

  private static CleaningProperties cleaning(
      Duration abandonedAfter, Duration forgetAfter, Duration strayAfter) {
    return new CleaningProperties(
        Duration.ofHours(1),
        abandonedAfter,
        Duration.ofHours(3),
        forgetAfter,
        500,
        Duration.ofDays(30),
        Duration.ofHours(1),
        strayAfter);
  }

  private static String path(String id) {
    return "/api/v1/media/" + id;
  }
}
