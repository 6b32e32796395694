package dev.parley.local.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// How processes are started so that the terminal's Ctrl-C reaches the launcher alone, which then
/// stops the others in order.
public final class Commands {

  private Commands() {}

  /// The command with SIGINT and SIGHUP ignored, which programs inherit. Its pid stays the
  /// command's own.
  public static List<String> deafToTheTerminal(List<String> command) {
    List<String> whole =
        new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
    whole.addAll(command);
    return whole;
  }

  /// Runs a command to its end.
  ///
  /// @param log what it says is appended here
  /// @return its exit code
  public static int run(List<String> command, File input, Path log) throws IOException {
    return run(command, input, log, environment -> {});
  }

  /// The same, with another environment than ours.
  ///
  /// @param change what to change of ours
  public static int run(
      List<String> command, File input, Path log, Consumer<Map<String, String>> change)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(deafToTheTerminal(command))
            .redirectInput(input)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    change.accept(builder.environment());
    Process process = builder.start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + command.getFirst(), e);
    }
  }
}
