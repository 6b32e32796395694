package dev.parley.local.host;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// What the user sees: a line for each step, with the seconds since the start.
public final class Console {

  private final PrintStream out;
  private final PrintStream err;
  private final Instant start;
  private final Clock clock;
  private @Nullable Logger log;

  /// @param start when the work began
  public Console(PrintStream out, PrintStream err, Instant start, Clock clock) {
    this.out = out;
    this.err = err;
    this.start = start;
    this.clock = clock;
  }

  /// From now on the log has every step and failure too.
  public void logTo(Logger logger) {
    this.log = logger;
  }

  public void step(String line) {
    Logger logger = log;
    if (logger != null) {
      logger.info(line);
    }
    show(line);
  }

  /// A step that nobody wished for.
  public void warning(String line) {
    Logger logger = log;
    if (logger != null) {
      logger.warn(line);
    }
    show(line);
  }

  private void show(String line) {
    out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds(), line));
    out.flush();
  }

  public void print(String text) {
    out.println(text);
    out.flush();
  }

  public void failure(LaunchFailure failure) {
    Logger logger = log;
    if (logger != null) {
      logger.error(failure.message(), failure.getCause());
    }
    err.println("run: " + failure.message());
    failure.log().ifPresent(log -> err.println("     log: " + log));
    err.flush();
  }

  public double seconds() {
    return Duration.between(start, clock.instant()).toMillis() / 1000.0;
  }
}
