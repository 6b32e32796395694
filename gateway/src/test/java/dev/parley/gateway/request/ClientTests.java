package dev.parley.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The web client's own logic, wherever Node.js is; where `CI` is set, it must be.
class ClientTests {

  @Test
  void keepsWhatItShowsCurrent() throws Exception {
    assumeTrue(System.getenv("CI") != null || isNodeThere(), "no Node.js here");
    Process tests =
        new ProcessBuilder(
                "node", "--test", "src/test/js/client.test.mjs", "src/test/js/attachments.test.mjs")
            .redirectErrorStream(true)
            .start();
    String output;
    try (InputStream out = tests.getInputStream()) {
      output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(tests.waitFor()).as(output).isZero();
  }

  private static boolean isNodeThere() throws InterruptedException {
    try {
      return new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
