package dev.parley.media.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.id.UserId;
import dev.parley.common.problem.ProblemType;
import dev.parley.media.Images;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.Stored;
import java.io.ByteArrayInputStream;
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
    int objects = stored.objects().size();
    ReceivedFile slow =
        new ReceivedFile("slow.png", deletingItsRecordOnceItIsSent(png), png.length);

    assertThatThrownBy(() -> uploader.upload(USER, slow))
        .isInstanceOfSatisfying(
            TryAgainException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.UNAVAILABLE));

    assertThat(stored.statusesOf(USER.value())).isEmpty();
    assertThat(stored.objects()).hasSize(objects);
  }

  /// It is read twice to be inspected, and then to be sent.
  private InputStreamSource deletingItsRecordOnceItIsSent(byte[] file) {
    AtomicInteger reads = new AtomicInteger();
    return () -> {
      if (reads.incrementAndGet() > 2) {
        jdbc.sql("UPDATE media SET deleted_at = now(), purged = true WHERE owner_id = ?")
            .param(USER.value())
            .update();
      }
      return new ByteArrayInputStream(file);
    };
  }
}
