package dev.parley.local.service;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Services that outlived a launcher which was killed together with its watchdog.
public final class LeftOvers {

  private static final long SECONDS = 10;

  private LeftOvers() {}

  /// Ends those of the processes that are services over this data, and waits for it. A number that
  /// has gone to a stranger since is left alone.
  ///
  /// @param pids as the last launcher wrote them
  public static void end(Map<String, Long> pids, Path owner, Consumer<String> told) {
    pids.forEach((name, pid) ->
        ProcessHandle.of(pid)
            .filter(process -> isService(process, owner))
            .ifPresent(process -> {
              told.accept(
                  "ended %s (pid %d), left over from a launcher that was killed"
                      .formatted(name, pid));
              end(process);
            }));
  }

  private static boolean isService(ProcessHandle process, Path owner) {
    return process
        .info()
        .arguments()
        .map(arguments -> Arrays.asList(arguments).contains(JavaCommand.marker(owner)))
        .orElse(false);
  }

  private static void end(ProcessHandle process) {
    process.destroyForcibly();
    try {
      process.onExit().get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("pid " + process.pid() + " does not end", e);
    }
  }
}
