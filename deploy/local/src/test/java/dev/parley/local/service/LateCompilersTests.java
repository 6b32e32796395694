package dev.parley.local.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LateCompilersTests {

  private Process jvm;

  @BeforeEach
  void startAJvm() throws IOException {
    String server = Path.of(System.getProperty("java.home"), "bin", "jwebserver").toString();
    jvm =
        new ProcessBuilder(server, "-p", "0")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  @AfterEach
  void endIt() throws InterruptedException {
    jvm.destroyForcibly().waitFor();
  }

  @Test
  void optimizingCompilersAloneWaitUntilTheyAreReleased() {
    await().until(() -> !nicenessOf("C2 Compiler").isEmpty());
    List<Integer> others = nicenessOf("C1 Compiler");
    LateCompilers compilers = new LateCompilers();

    compilers.hold(Stream.of(0L, jvm.pid()));
    assertThat(nicenessOf("C2 Compiler")).containsOnly(compilers.priorities().getFirst());

    compilers.release();
    assertThat(nicenessOf("C2 Compiler")).containsOnly(compilers.priorities().getLast());
    assertThat(nicenessOf("C1 Compiler")).isEqualTo(others);
    assertThat(compilers.priorities().getLast()).isGreaterThan(others.getFirst());
  }

  @Test
  void processesThatHaveEndedAreNoHindrance() throws InterruptedException {
    LateCompilers compilers = new LateCompilers();
    await().until(() -> !nicenessOf("C2 Compiler").isEmpty());
    compilers.hold(Stream.of(jvm.pid()));
    endIt();

    compilers.hold(Stream.of(jvm.pid()));
    compilers.release();
  }

  /// Of each thread whose name begins so. Empty where threads cannot be looked at.
  private List<Integer> nicenessOf(String thread) {
    Path tasks = Path.of("/proc", Long.toString(jvm.pid()), "task");
    try (Stream<Path> all = Files.list(tasks)) {
      return all.filter(task -> read(task, "comm").startsWith(thread))
          .map(task -> read(task, "stat"))
          .map(stat -> Integer.valueOf(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]))
          .toList();
    } catch (IOException notThere) {
      throw new UncheckedIOException(notThere);
    }
  }

  private static String read(Path task, String file) {
    try {
      return Files.readString(task.resolve(file), UTF_8);
    } catch (IOException ended) {
      return "";
    }
  }
}
