package dev.parley.media.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.id.UserId;
import dev.parley.common.problem.ProblemType;
import dev.parley.media.Images;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.Stored;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.InputStreamSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@MediaServiceTest
class GivenUpUploadIT {

  private static final UserId USER = new UserId("given-up-ann");

  @Autowired Uploader uploader;
  @Autowired Stored stored;
  @Autowired JdbcClient jdbc;

  @Test
  void keepsNothingWhenTheCleanerWasQuicker() {
    byte[] png = Images.png(4, 4);
    List<String> before = stored.objects();
    ReceivedFile slow =
        new ReceivedFile("slow.png", null, deletingItsRecordOnceItIsSent(png), png.length);

    assertThatThrownBy(() -> uploader.upload(USER, slow))
        .isInstanceOfSatisfying(
            TryAgainException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.UNAVAILABLE));

    assertThat(stored.statusesOf(USER.value())).isEmpty();
    assertThat(before).containsAll(stored.objects());
  }

  /// It is read three times to be looked at, and then to be sent.
  private InputStreamSource deletingItsRecordOnceItIsSent(byte[] file) {
    AtomicInteger reads = new AtomicInteger();
    return () -> {
      if (reads.incrementAndGet() > 3) {
        jdbc.sql("UPDATE media SET deleted_at = now(), purged = true WHERE owner_id = ?")
            .param(USER.value())
            .update();
      }
      return new ByteArrayInputStream(file);
    };
  }
}
