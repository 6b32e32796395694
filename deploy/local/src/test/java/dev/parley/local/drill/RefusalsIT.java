package dev.parley.local.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.local.host.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each reason not to start: a line that says what to do, and an exit code of its own.
class RefusalsIT {

  @TempDir Path folder;

  @Test
  void namesTheSettingOfAPortThatIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String taken = Integer.toString(other.getLocalPort());
      assertThat(launch(Map.of("MESSAGING_KAFKA_PORT", taken)))
          .isEqualTo(ExitCode.PORT_TAKEN.number());
      assertThat(output()).contains("port " + taken + " is taken").contains("MESSAGING_KAFKA_PORT");
    }
  }

  @Test
  void refusesASecretThatIsTooShort() throws Exception {
    assertThat(launch(Map.of("MESSAGING_JWT_SECRET", "too-short")))
        .isEqualTo(ExitCode.BAD_SETTING.number());
    assertThat(output()).contains("MESSAGING_JWT_SECRET").doesNotContain("too-short");
  }

  @Test
  void refusesADirectoryThatIsNone() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(launch(Map.of("MESSAGING_DATA_DIR", file.toString())))
        .isEqualTo(ExitCode.DATA_DIRECTORY.number());
    assertThat(output()).contains("cannot write to " + file);
  }

  @Test
  void findsTheJdkThatRunsThisAndNoneFromTheFuture() throws Exception {
    assertThat(Path.of(findJdk(25)).resolve("bin/javac")).isExecutable();
    assertThat(findJdk(999)).isEmpty();
  }

  private int launch(Map<String, String> settings) throws Exception {
    try (RunningSuite suite = RunningSuite.launch(folder, settings)) {
      int exitCode = suite.awaitEnd();
      assertThat(suite.processes()).isEmpty();
      return exitCode;
    }
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("run.out"));
  }

  private static String findJdk(int version) throws IOException {
    Process finder =
        new ProcessBuilder("/bin/sh", "-c", ". ./find-jdk.sh; find_jdk " + version).start();
    return new String(finder.getInputStream().readAllBytes(), UTF_8).strip();
  }
}
