package dev.parley.local.host;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why the suite cannot start or go on: one line for the user, and the log that says more.
public final class LaunchFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final transient @Nullable Path log;

  private LaunchFailure(
      ExitCode exitCode, String message, @Nullable Path log, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.log = log;
  }

  public static LaunchFailure of(ExitCode exitCode, String message) {
    return new LaunchFailure(exitCode, message, null, null);
  }

  public LaunchFailure causedBy(Throwable reason) {
    return new LaunchFailure(exitCode, message(), log, reason);
  }

  public LaunchFailure seeLog(Path file) {
    return new LaunchFailure(exitCode, message(), file, getCause());
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  public Optional<Path> log() {
    return Optional.ofNullable(log);
  }
}
