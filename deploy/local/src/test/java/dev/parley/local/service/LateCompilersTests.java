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

  private static final String C1 = "C1 Compiler";
  private static final String C2 = "C2 Compiler";

  /// sched(7).
  private static final int OTHER = 0;

  private static final int IDLE = 5;

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
    await().until(() -> !nicenessOf(C2).isEmpty());
    List<Integer> others = nicenessOf(C1);
    LateCompilers compilers = new LateCompilers();

    compilers.hold(Stream.of(0L, jvm.pid()));
    assertThat(policyOf(C2)).containsOnly(compilers.areIdleFirst() ? IDLE : OTHER);
    assertThat(policyOf(C1)).containsOnly(OTHER);

    compilers.release();
    assertThat(policyOf(C2)).containsOnly(OTHER);
    assertThat(nicenessOf(C2)).containsOnly(compilers.niceness());
    assertThat(nicenessOf(C1)).isEqualTo(others);
    assertThat(compilers.niceness()).isGreaterThan(others.getFirst());
  }

  @Test
  void processesThatHaveEndedAreNoHindrance() throws InterruptedException {
    LateCompilers compilers = new LateCompilers();
    await().until(() -> !nicenessOf(C2).isEmpty());
    compilers.hold(Stream.of(jvm.pid()));
    endIt();

    compilers.hold(Stream.of(jvm.pid()));
    compilers.release();
  }

  private List<Integer> nicenessOf(String thread) {
    return fieldOf(thread, 19);
  }

  private List<Integer> policyOf(String thread) {
    return fieldOf(thread, 41);
  }

  /// Of each thread whose name begins so, a field of its `stat` as proc(5) counts them.
  private List<Integer> fieldOf(String thread, int field) {
    Path tasks = Path.of("/proc", Long.toString(jvm.pid()), "task");
    try (Stream<Path> all = Files.list(tasks)) {
      return all.filter(task -> read(task, "comm").startsWith(thread))
          .map(task -> read(task, "stat"))
          .map(stat ->
              Integer.valueOf(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[field - 3]))
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
