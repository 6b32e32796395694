package dev.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.OpenApiDocument;
import dev.parley.message.testing.MessageServiceTest;
import org.junit.jupiter.api.Test;

class OpenApiIT extends MessageServiceTest {

  @Test
  void isTheKeptOneAndTellsNothingInternal() {
    assertThat(OpenApiDocument.check(port()).toString())
        .contains("thread_root")
        .doesNotContain("/internal")
        .doesNotContain("tokenId");
  }
}
