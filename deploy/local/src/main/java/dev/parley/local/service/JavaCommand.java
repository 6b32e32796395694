package dev.parley.local.service;

import dev.parley.local.service.Installation.Installed;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of a service's JVM.
final class JavaCommand {

  private JavaCommand() {}

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /// @param owner the data directory, by which a later launcher knows the process for one of the
  ///   suite
  /// @param record whether this run makes the AOT cache, when it ends, rather than use it
  static List<String> of(ServicePlan plan, Installed installed, Path owner, boolean record) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(
        List.of(
            "-Xmx" + plan.heap(),
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-XX:ErrorFile=" + owner.resolve("logs").resolve(plan.name() + "-crash.log"),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.io.tmpdir=" + owner.resolve("tmp"),
            "-Dfile.encoding=UTF-8"));
    if (record) {
      command.add("-XX:AOTCacheOutput=" + installed.aotCache());
    } else if (installed.isTrained()) {
      command.add("-XX:AOTCache=" + installed.aotCache());
      // It warns of stubs that were saved and are not the expected ones, and does without.
      command.addAll(List.of("-Xlog:aot*=off", "-Xlog:cds*=off"));
    }
    command.add(marker(owner));
    if (installed.isPrepared()) {
      if (OwnSettings.in(System.getenv()).isEmpty()) {
        command.add("-Dspring.aot.enabled=true");
      }
      // One class path for both: the AOT cache holds for this one alone.
      command.addAll(List.of("-cp", installed.jar() + File.pathSeparator + installed.beans()));
      command.add(installed.mainClass());
    } else {
      command.addAll(List.of("-jar", installed.jar().toString()));
    }
    return command;
  }

  static String marker(Path owner) {
    return "-Dparley.local=" + owner;
  }
}
