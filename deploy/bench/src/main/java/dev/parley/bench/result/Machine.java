package dev.parley.bench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;

/// Where and when it was measured: figures from elsewhere do not compare.
public final class Machine {
  private Machine() {}

  /// One sentence without a full stop.
  public static String describe(Clock clock) {
    return "%s, %d cores%s, %s %s, Java %s"
        .formatted(
            LocalDate.now(clock),
            Runtime.getRuntime().availableProcessors(),
            memory(),
            System.getProperty("os.name"),
            System.getProperty("os.version").replaceAll("-.*", ""),
            Runtime.version().feature());
  }

  private static String memory() {
    try {
      String kilobytes = Files.readAllLines(Path.of("/proc/meminfo")).getFirst();
      double gib = Long.parseLong(kilobytes.replaceAll("\\D", "")) / 1048576.0;
      return String.format(Locale.ROOT, ", %.0f GiB", gib);
    } catch (IOException | NumberFormatException e) {
      return "";
    }
  }
}
