package dev.parley.media.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.MediaServiceTest;
import dev.parley.media.testing.Images;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class MediaCleanerIT extends MediaServiceTest {

  @Autowired private JdbcClient jdbc;

  private void age(String id, String change) {
    jdbc.sql("UPDATE media SET " + change + " WHERE id = ?::uuid").param(id).update();
  }

  private int rows(String id) {
    return jdbc.sql("SELECT count(*) FROM media WHERE id = ?::uuid")
        .param(id)
        .query(Integer.class)
        .single();
  }

  @Test
  void takesAnUploadAwayThatCameToNothing() {
    String old = uploaded("alice", Images.png(1, 1));
    String fresh = uploaded("alice", Images.png(1, 1));
    age(old, "status = 'pending', created_at = now() - interval '2 hours'");
    age(fresh, "status = 'pending'");

    Awaitility.await().until(() -> S3.objects().stream().noneMatch(name -> name.contains(old)));
    assertThat(S3.objects()).anyMatch(name -> name.contains(fresh));
    assertThat(problem(get("alice", "/api/v1/media/" + old))).isEqualTo("404 not_found");
    assertThat(get("alice", "/api/v1/media/" + fresh).statusCode()).isEqualTo(200);
    assertThat(problem(get("alice", "/api/v1/media/" + fresh + "/content")))
        .isEqualTo("404 not_found");
  }

  @Test
  void forgetsWhatWasDeletedLongAgo() {
    String id = uploaded("alice", Images.png(1, 1));
    age(id, "deleted_at = now() - interval '31 days'");

    Awaitility.await().until(() -> rows(id) == 0);
    assertThat(S3.objects()).noneMatch(name -> name.contains(id));
  }
}
