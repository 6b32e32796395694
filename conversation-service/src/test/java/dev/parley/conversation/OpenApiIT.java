package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.OpenApiDocument;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ConversationServiceTest
class OpenApiIT {

  @LocalServerPort private int port;

  @Test
  void isTheKeptOneAndTellsNothingInternal() {
    assertThat(OpenApiDocument.check(port).toString())
        .contains("participant_ids")
        .doesNotContain("/internal")
        .doesNotContain("tokenId");
  }
}
