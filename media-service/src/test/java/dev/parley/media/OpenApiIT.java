package dev.parley.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.OpenApiDocument;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@MediaServiceTest
class OpenApiIT {

  @LocalServerPort private int port;

  @Test
  void isTheKeptOneAndTellsNothingInternal() {
    assertThat(OpenApiDocument.check(port).toString())
        .contains("media_id")
        .doesNotContain("/internal")
        .doesNotContain("tokenId");
  }
}
