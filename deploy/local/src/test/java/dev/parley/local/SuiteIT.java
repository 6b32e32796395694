package dev.parley.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.local.host.ExitCode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The whole suite as a user starts it. Two starts over one data directory: the second one goes on
/// from the first.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SuiteIT {

  private static final String MESSAGE =
      "{\"recipient_id\":\"bob\",\"type\":\"text\",\"content\":\"Hello, Bob\"}";

  @TempDir static Path data;
  private static String conversation = "";

  @Test
  @Order(1)
  void startsServesMendsItselfAndStopsWithoutATrace() throws Exception {
    try (RunningSuite suite = RunningSuite.startReady(data)) {
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
      conversation = sendMessage(suite);

      refusesASecondLauncherOnItsData();
      mendsAServiceThatWasKilled(suite);
      assertThat(history(suite)).contains("Hello, Bob");

      suite.terminate();
      suite.awaitEnd();
      assertThat(suite.exitCode()).isEqualTo(128 + 15);
      leavesNothingBehind(suite);
    }
  }

  @Test
  @Order(2)
  void goesOnWithItsDataAndLeavesNothingThoughItIsKilled() throws Exception {
    try (RunningSuite suite = RunningSuite.startReady(data)) {
      assertThat(history(suite)).contains("Hello, Bob");

      suite.kill();
      suite.awaitEnd();
      await().atMost(RunningSuite.PATIENCE).untilAsserted(() -> leavesNothingBehind(suite));
    }
  }

  private static String sendMessage(RunningSuite suite) throws Exception {
    HttpResponse<String> sent = suite.send("alice", "POST", "/api/v1/messages", MESSAGE);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
    return sent.body().replaceFirst(".*\"conversation_id\":\"([^\"]+)\".*", "$1");
  }

  private static String history(RunningSuite suite) throws Exception {
    String path = "/api/v1/conversations/" + conversation + "/messages";
    HttpResponse<String> page = suite.send("bob", "GET", path, "");
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    return page.body();
  }

  private static void refusesASecondLauncherOnItsData() throws Exception {
    try (RunningSuite second = RunningSuite.start(data, Map.of())) {
      assertThat(second.awaitEnd()).contains("another launcher").contains(data.toString());
      assertThat(second.exitCode()).isEqualTo(ExitCode.ALREADY_RUNNING.number());
    }
  }

  private static void mendsAServiceThatWasKilled(RunningSuite suite) throws IOException {
    long killed = suite.pids().get("message-service");
    ProcessHandle.of(killed).orElseThrow().destroyForcibly();

    await()
        .atMost(RunningSuite.PATIENCE)
        .until(() -> suite.pids().getOrDefault("message-service", killed) != killed);
    await()
        .atMost(RunningSuite.PATIENCE)
        .ignoreExceptions()
        .until(() -> suite.send("alice", "POST", "/api/v1/messages", MESSAGE).statusCode() == 201);
    assertThat(suite.lines()).anyMatch(line -> line.contains("message-service died (exit 137)"));
  }

  private static void leavesNothingBehind(RunningSuite suite) {
    assertThat(suite.processes()).isEmpty();
    if (suite.exitCode() == 128 + 15) {
      assertThat(Files.exists(suite.data().resolve("pids"))).isFalse();
    }
  }
}
