package dev.parley.bench.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTests {
  @TempDir private Path proc;

  /// 1 – 10 (server) – 11 (its child) – 12 (its grandchild), and 20, a stranger.
  @BeforeEach
  void processes() throws IOException {
    process(1, 0, "init", 1, 1, 1, 1);
    process(10, 1, "server", 100, 50, 30, 20);
    process(11, 10, "worker (old) 7", 10, 10, 0, 0);
    process(12, 11, "helper", 1, 2, 3, 4);
    process(20, 1, "stranger", 9000, 9000, 9000, 9000);
    Files.createDirectory(proc.resolve("self"));
  }

  @Test
  void addsUpTheProcessAndItsDescendants() {
    assertThat(new ProcessTree(proc, List.of(10L)).cpuSeconds()).isCloseTo(2.30, within(1e-9));
    assertThat(new ProcessTree(proc, List.of(11L)).cpuSeconds()).isCloseTo(0.30, within(1e-9));
  }

  @Test
  void countsAProcessOnceThoughItIsNamedAndADescendantToo() {
    assertThat(new ProcessTree(proc, List.of(10L, 11L, 12L)).cpuSeconds())
        .isCloseTo(2.30, within(1e-9));
  }

  @Test
  void addsUpMemory() {
    assertThat(new ProcessTree(proc, List.of(11L)).megabytes()).isCloseTo(11 + 12, within(1e-9));
  }

  @Test
  void takesNothingForAProcessThatIsGone() {
    assertThat(new ProcessTree(proc, List.of(99L)).cpuSeconds()).isZero();
    assertThat(new ProcessTree(proc, List.of()).megabytes()).isZero();
  }

  @Test
  void passesOverAProcessThatEndsMeanwhile() throws IOException {
    Files.createDirectory(proc.resolve("30"));

    assertThat(new ProcessTree(proc, List.of(10L)).cpuSeconds()).isPositive();
  }

  private void process(int pid, int parent, String name, int... ticks) throws IOException {
    Path folder = Files.createDirectory(proc.resolve(Integer.toString(pid)));
    Files.writeString(
        folder.resolve("stat"),
        "%d (%s) S %d 1 1 0 -1 4194560 1 2 3 4 %d %d %d %d 20 0 1 0 5 6 7\n"
            .formatted(pid, name, parent, ticks[0], ticks[1], ticks[2], ticks[3]));
    Files.writeString(
        folder.resolve("smaps_rollup"),
        "0-1 ---p 0 0:0 0 [rollup]\nRss: 99999 kB\nPss: %d kB\nPss_Anon: 5 kB\n"
            .formatted(pid * 1024));
  }
}
