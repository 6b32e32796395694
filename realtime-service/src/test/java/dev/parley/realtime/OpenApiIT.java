package dev.parley.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.OpenApiDocument;
import dev.parley.realtime.testing.RealtimeTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

class OpenApiIT extends RealtimeTest {

  @LocalServerPort private int port;

  @Test
  void isTheKeptOneAndTellsNothingInternal() {
    assertThat(OpenApiDocument.check(port).toString())
        .contains("presence")
        .doesNotContain("/internal")
        .doesNotContain("tokenId");
  }
}
