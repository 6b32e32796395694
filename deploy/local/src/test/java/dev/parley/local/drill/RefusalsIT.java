package dev.parley.local.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.local.host.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each reason not to start: a line that says what to do, and an exit code of its own.
class RefusalsIT {

  private static final int SIGINT = 128 + 2;

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
    assertThat(output()).contains("cannot write to " + file + ": it is a file");
  }

  @Test
  void findsTheJdkThatRunsThisAndNoneFromTheFuture() throws Exception {
    assertThat(Path.of(findJdk(25)).resolve("bin/javac")).isExecutable();
    assertThat(findJdk(999)).isEmpty();
  }

  @Test
  void saysWhatToInstallWhereThereIsNoJdk() throws Exception {
    Path project = projectWhere("find_jdk() { :; }");

    assertThat(run(project)).isEqualTo(ExitCode.NO_JDK.number());
    assertThat(output()).contains("no JDK 25 or newer").contains("install one");
  }

  @Test
  void saysWhereTheLogOfAFailedBuildIs() throws Exception {
    Path project = projectWhere("find_jdk() { echo /jdk; }");
    Path maven = Files.writeString(project.resolve("mvnw"), "echo '[ERROR] it broke'; exit 1");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(run(project)).isEqualTo(ExitCode.BUILD_FAILED.number());
    assertThat(output())
        .contains("[ERROR] it broke")
        .contains("log: " + project.resolve("target/suite/build.log"));
  }

  /// A project of nothing but `./run`, which finds JDKs in the given way.
  private Path projectWhere(String findJdk) throws IOException {
    Path project = Files.createDirectories(folder.resolve("project")).toRealPath();
    Files.copy(Path.of("../../run"), project.resolve("run"), StandardCopyOption.COPY_ATTRIBUTES);
    Path finder = Files.createDirectories(project.resolve("deploy/local")).resolve("find-jdk.sh");
    Files.writeString(finder, findJdk);
    return project;
  }

  private int run(Path project) throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(project.resolve("run").toString()).redirectErrorStream(true);
    command.redirectOutput(folder.resolve("run.out").toFile());
    Process process = command.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @Test
  void namesTheServiceThatDiesAndItsLog() throws Exception {
    try (RunningSuite suite = RunningSuite.launch(folder, Map.of())) {
      suite.awaitProcess("gateway");
      suite.kill("gateway");

      assertThat(suite.awaitEnd()).isEqualTo(ExitCode.SERVICE_CRASHED.number());
      assertThat(output())
          .contains("gateway died while starting")
          .contains(folder.resolve("data/logs/gateway.log").toString());
      assertThat(suite.processes()).isEmpty();
    }
  }

  @Test
  void leavesNothingBehindWhenInterruptedWhileStarting() throws Exception {
    try (RunningSuite suite = RunningSuite.launch(folder, Map.of())) {
      suite.awaitProcess("postgres");
      suite.interrupt();

      assertThat(suite.awaitEnd()).isEqualTo(SIGINT);
      assertThat(suite.processes()).isEmpty();
    }
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
