package dev.parley.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.local.host.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTests {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Process service = start("sleep 1000");
  private PidFile pids = new PidFile(Path.of("unset"));

  @BeforeEach
  void writePids() {
    pids = new PidFile(folder.resolve("pids"));
    pids.put("launcher", ProcessHandle.current().pid());
    pids.put("message-service", service.pid());
  }

  @AfterEach
  void end() {
    service.destroyForcibly();
  }

  @Test
  void endsTheServicesOfALauncherThatIsGone() throws IOException {
    Watchdog watchdog = Watchdog.over(folder.resolve("pids"));

    watchdog.loseLauncher();

    await().atMost(PATIENCE).until(() -> !service.isAlive() && !watchdog.isAlive());
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void killsWhatDoesNotEndWhenAsked() throws IOException {
    service.destroyForcibly();
    service = start("trap '' TERM; echo; while :; do sleep 1; done");
    assertThat(service.getInputStream().read()).isEqualTo('\n');
    pids.put("message-service", service.pid());
    Watchdog watchdog = Watchdog.over(folder.resolve("pids"));

    watchdog.loseLauncher();

    await().atMost(PATIENCE).until(() -> !service.isAlive());
  }

  @Test
  void leavesThemAloneWhenDismissed() throws IOException {
    Watchdog watchdog = Watchdog.over(folder.resolve("pids"));

    watchdog.dismiss();

    await().atMost(PATIENCE).until(() -> !watchdog.isAlive());
    assertThat(service.isAlive()).isTrue();
  }

  private static Process start(String script) {
    try {
      return new ProcessBuilder("/bin/sh", "-c", script).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
