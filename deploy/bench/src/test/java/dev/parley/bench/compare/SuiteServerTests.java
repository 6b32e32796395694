package dev.parley.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteServerTests {
  @TempDir private Path folder;

  @Test
  void readsTheListOfProcesses() throws Exception {
    Path pids = Files.writeString(folder.resolve("pids"), "launcher 12\nmessage-service 345\n\n");

    assertThat(SuiteServer.pids(pids)).containsExactly(12L, 345L);
  }

  @Test
  void refusesAListThatIsNone() throws IOException {
    Path pids = Files.writeString(folder.resolve("pids"), "launcher twelve\n");

    assertThatThrownBy(() -> SuiteServer.pids(pids)).isInstanceOf(StartFailure.class);
    assertThatThrownBy(() -> SuiteServer.pids(folder.resolve("none")))
        .isInstanceOf(StartFailure.class);
  }

  @Test
  void saysThatThereIsNothingToStart() {
    assertThatThrownBy(() -> SuiteServer.start(folder, Duration.ofSeconds(1), folder, "secret"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("--servers peer");
  }
}
