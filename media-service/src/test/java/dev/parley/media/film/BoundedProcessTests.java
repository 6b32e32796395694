package dev.parley.media.film;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/// With a shell in the place of ffmpeg.
class BoundedProcessTests {

  @TempDir Path folder;

  @Test
  void givesWhatTheProgramWrites() throws IOException {
    var outcome = run(Duration.ofSeconds(20), "echo hello; exit 3");
    assertThat(outcome.output()).isEqualTo("hello\n");
    assertThat(outcome.status()).isEqualTo(3);
  }

  @Test
  void tellsTheProgramNothingOfOurs() throws IOException {
    assertThat(run(Duration.ofSeconds(20), "env").output())
        .doesNotContain("HOME=", "JAVA_HOME", "PARLEY", "SPRING");
  }

  @Test
  void killsWhatTakesTooLongAndItsChildren() {
    long started = System.nanoTime();
    assertThatThrownBy(() ->
            run(Duration.ofMillis(300), "sleep 61 & echo $! > child; echo $$ > parent; sleep 62"))
        .isInstanceOf(ProcessOverrunException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
    for (String name : List.of("child", "parent")) {
      Awaitility.await().until(() -> !isAlive(name));
    }
  }

  @Test
  void endsWhatSpinsForTooLong() throws IOException {
    BoundedProcess process =
        new BoundedProcess(
            Duration.ofSeconds(50),
            Duration.ofSeconds(1),
            DataSize.ofGigabytes(1),
            DataSize.ofKilobytes(1));
    var outcome =
        process.run(
            List.of("/bin/sh", "-c", "while :; do :; done"),
            folder,
            output -> output.readAllBytes());
    assertThat(outcome.status()).isNotZero();
  }

  @Test
  void takesNoMoreMemoryThanItMay() throws IOException {
    assertThat(run(Duration.ofSeconds(30), "head -c 300000000 /dev/zero | tail").status())
        .isNotZero();
  }

  @Test
  void writesNoLargerFileThanItMay() throws IOException {
    run(Duration.ofSeconds(30), "head -c 9000000 /dev/zero > large");
    assertThat(Files.size(folder.resolve("large"))).isLessThan(2_000_000);
  }

  private boolean isAlive(String name) throws IOException {
    long pid = Long.parseLong(Files.readString(folder.resolve(name)).strip());
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private BoundedProcess.Outcome<String> run(Duration timeout, String script) throws IOException {
    BoundedProcess process =
        new BoundedProcess(
            timeout, Duration.ofSeconds(30), DataSize.ofMegabytes(100), DataSize.ofMegabytes(1));
    return process.run(
        List.of("/bin/sh", "-c", script),
        folder,
        output -> new String(output.readAllBytes(), UTF_8));
  }
}
