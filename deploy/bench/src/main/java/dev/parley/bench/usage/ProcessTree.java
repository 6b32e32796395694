package dev.parley.bench.usage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Some processes and all their descendants: what CPU they have spent and what memory they hold.
/// Linux only: it reads /proc.
///
/// Source: proc(5), `/proc/[pid]/stat` and `/proc/[pid]/smaps_rollup`.
public final class ProcessTree {
  /// USER_HZ: 100 on every Linux that Java runs on.
  private static final double TICKS_PER_SECOND = 100;

  private static final Pattern PSS = Pattern.compile("^Pss:\\s+(\\d+)", Pattern.MULTILINE);
  private final Path proc;
  private final Set<Long> roots;

  public ProcessTree(Collection<Long> roots) {
    this(Path.of("/proc"), roots);
  }

  ProcessTree(Path proc, Collection<Long> roots) {
    this.proc = proc;
    this.roots = new HashSet<>(roots);
  }

  /// CPU seconds spent so far, by those that have ended and were waited for too.
  public double cpuSeconds() {
    return members().values().stream().mapToLong(Stat::ticks).sum() / TICKS_PER_SECOND;
  }

  /// Proportional set size, in MB: what several share is counted once in all.
  public double megabytes() {
    return members().keySet().stream().mapToDouble(this::megabytes).sum();
  }

  private Map<Long, Stat> members() {
    Map<Long, Stat> all = stats();
    Map<Long, Stat> members = new HashMap<>(all);
    members.keySet().removeIf(pid -> !isWithin(pid, all));
    return members;
  }

  private boolean isWithin(long pid, Map<Long, Stat> all) {
    long at = pid;
    // A process table read while it changes could, in theory, show a ring.
    for (int depth = 0; depth < 1000 && at != 0; depth++) {
      if (roots.contains(at)) {
        return true;
      }
      Stat stat = all.get(at);
      at = stat == null ? 0 : stat.parent();
    }
    return false;
  }

  private Map<Long, Stat> stats() {
    Map<Long, Stat> stats = new HashMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        try {
          stats.put(
              Long.valueOf(process.getFileName().toString()),
              Stat.parse(Files.readString(process.resolve("stat"))));
        } catch (IOException e) {
          // It ended between the listing and the reading.
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("/proc cannot be read: processes are measured on Linux", e);
    }
    return stats;
  }

  private double megabytes(long pid) {
    try {
      String rollup = Files.readString(proc.resolve(pid + "/smaps_rollup"));
      Matcher pss = PSS.matcher(rollup);
      return pss.find() ? Long.parseLong(pss.group(1)) / 1024.0 : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /// @param ticks spent by the process itself and by its children that it has waited for
  record Stat(long parent, long ticks) {

    /// The name, in brackets, may hold spaces and brackets itself.
    static Stat parse(String line) {
      String[] fields = line.substring(line.lastIndexOf(')') + 2).trim().split(" ", -1);
      long ticks = 0;
      for (int i = 11; i <= 14; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return new Stat(Long.parseLong(fields[1]), ticks);
    }
  }
}
