package dev.parley.media.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.Api;
import dev.parley.media.MediaServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@MediaServiceTest
class QuotaIT {

  private static final long MEBIBYTE = 1024 * 1024;

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void holdsAUserToAQuota() {
    String greedy = "direct-greedy";
    String two = "{\"content_type\":\"video/mp4\",\"size\":%d}".formatted(2000 * MEBIBYTE);
    for (int i = 0; i < 5; i++) {
      assertThat(api.as(greedy).postJson("/api/v1/media/uploads", two).status()).isEqualTo(201);
    }
    Api.Answer refused = api.as(greedy).postJson("/api/v1/media/uploads", two);
    assertThat(refused.refusal()).isEqualTo("413 too_large");
    assertThat(refused.json().path("detail").asString()).contains("delete some");
    String pending =
        jdbc.sql("SELECT id::text FROM media WHERE owner_id = ? LIMIT 1")
            .param(greedy)
            .query(String.class)
            .single();
    assertThat(api.as(greedy).delete("/api/v1/media/" + pending).status()).isEqualTo(204);
    assertThat(api.as(greedy).postJson("/api/v1/media/uploads", two).status()).isEqualTo(201);
  }

  /// Whoever has the address of an upload may put it into the store though it is deleted.
  @Test
  void countsWhatMayStillBePutIntoTheStore() {
    String sly = "direct-sly";
    String two =
        "{\"content_type\":\"video/mp4\",\"size\":%d,\"multipart\":false}"
            .formatted(2000 * MEBIBYTE);
    for (int i = 0; i < 5; i++) {
      String id = api.as(sly).postJson("/api/v1/media/uploads", two).mediaId();
      assertThat(api.as(sly).delete("/api/v1/media/" + id).status()).isEqualTo(204);
    }
    assertThat(api.as(sly).postJson("/api/v1/media/uploads", two).refusal())
        .isEqualTo("413 too_large");
    jdbc.sql("UPDATE media SET expires_at = now() - interval '1 second' WHERE owner_id = ?")
        .param(sly)
        .update();
    assertThat(api.as(sly).postJson("/api/v1/media/uploads", two).status()).isEqualTo(201);
  }
}
