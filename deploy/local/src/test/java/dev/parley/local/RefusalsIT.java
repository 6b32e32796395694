package dev.parley.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.local.host.ExitCode;
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
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RunningSuite suite =
            RunningSuite.start(
                folder,
                Map.of("MESSAGING_KAFKA_PORT", Integer.toString(other.getLocalPort())))) {
      assertThat(suite.awaitEnd())
          .contains("port " + other.getLocalPort() + " is taken")
          .contains("MESSAGING_KAFKA_PORT");
      assertThat(suite.exitCode()).isEqualTo(ExitCode.PORT_TAKEN.number());
      assertThat(suite.processes()).isEmpty();
    }
  }

  @Test
  void refusesASecretThatIsTooShort() throws Exception {
    try (RunningSuite suite =
        RunningSuite.start(folder, Map.of("MESSAGING_JWT_SECRET", "too-short"))) {
      assertThat(suite.awaitEnd()).contains("MESSAGING_JWT_SECRET").doesNotContain("too-short");
      assertThat(suite.exitCode()).isEqualTo(ExitCode.BAD_SETTING.number());
    }
  }

  @Test
  void refusesADirectoryThatIsNone() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (RunningSuite suite = RunningSuite.start(file, Map.of())) {
      assertThat(suite.awaitEnd()).contains("cannot write to " + file);
      assertThat(suite.exitCode()).isEqualTo(ExitCode.DATA_DIRECTORY.number());
    }
  }

  @Test
  void findsNoJdkThatIsNewEnough() throws Exception {
    Process finder =
        new ProcessBuilder("/bin/sh", "-c", ". ./find-jdk.sh; find_jdk 999; echo end").start();
    assertThat(new String(finder.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo("end\n");
  }

  @Test
  void findsTheJdkThatRunsThis() throws Exception {
    Process finder =
        new ProcessBuilder("/bin/sh", "-c", ". ./find-jdk.sh; find_jdk 25").start();
    String home =
        new String(finder.getInputStream().readAllBytes(), UTF_8);
    assertThat(Path.of(home.strip()).resolve("bin/javac")).isExecutable();
  }
}
