package dev.parley.local.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.local.host.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher's own promises: whom it starts, that there is one of it, that it mends what dies,
/// and that it leaves nothing behind, however it ends.
class SuiteIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SIGTERM = 128 + 15;

  @TempDir Path folder;

  @Test
  void leavesNoProcessBehindHoweverItEnds() throws Exception {
    try (RunningSuite suite = RunningSuite.start(folder)) {
      assertThat(suite.pids())
          .containsOnlyKeys(
              "launcher",
              "postgres",
              "gateway",
              "conversation-service",
              "message-service",
              "realtime-service",
              "media-service");
      assertThat(suite.pids().values()).allMatch(pid -> ProcessHandle.of(pid).isPresent());
      assertThat(suite.processes()).hasSizeGreaterThanOrEqualTo(6);
      refusesASecondLauncherOnItsData();

      awaitAMessage(suite);
      suite.kill();
      suite.awaitEnd();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(suite.processes()).isEmpty());

      suite.startAgain();
      awaitAMessage(suite);
      suite.killAndAwaitSuccessor("postgres");
      awaitAMessage(suite);

      suite.terminate();
      assertThat(suite.awaitEnd()).isEqualTo(SIGTERM);
      assertThat(suite.processes()).isEmpty();
      assertThat(folder.resolve("data/pids")).doesNotExist();
    }
    assertThat(Files.readString(folder.resolve("run.out"))).contains("postgres died (gone)");
  }

  /// A cold service on a busy machine may say once that it has no answer in time.
  private static void awaitAMessage(RunningSuite suite) {
    await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> sendsAMessage(suite));
  }

  private static void sendsAMessage(RunningSuite suite) throws Exception {
    JSONObject message = new JSONObject(Map.of("recipient_id", "bob", "content", "Hello, Bob"));
    JSONObject stored = suite.post("/api/v1/messages", "alice", message);
    assertThat(stored.getString("content")).isEqualTo("Hello, Bob");
  }

  private void refusesASecondLauncherOnItsData() throws Exception {
    try (RunningSuite second = RunningSuite.launch(folder, Map.of())) {
      assertThat(second.awaitEnd()).isEqualTo(ExitCode.ALREADY_RUNNING.number());
      assertThat(second.output()).contains("another launcher").contains(folder.toString());
    }
  }
}
