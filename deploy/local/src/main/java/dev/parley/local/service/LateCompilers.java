package dev.parley.local.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives the optimizing compilers (C2) of the suite's JVMs a lower priority than whoever waits for
/// an answer, and until everything is ready the lowest: then they take the processor only when
/// nobody else wants it.
///
/// A JVM with an AOT cache knows from its training what is worth being optimized and begins with
/// that at once. With six of them starting on two cores that is half of all the work, and none of
/// it is needed for starting.
///
/// On Linux alone. Without the right to raise priorities the lowest would be for good, so the
/// compilers begin as they go on.
public final class LateCompilers {

  private static final Logger log = LoggerFactory.getLogger(LateCompilers.class);
  private static final Path PROCESSES = Path.of("/proc");

  /// Linux gives 15 characters to a thread's name.
  private static final String THREAD = "C2 CompilerThre";

  private static final int LOWEST = 19;

  /// A third of a usual thread's weight: under full load the compilers get on all the same.
  private static final int LOWER = 5;

  private static final String RENICE = "renice";

  private final boolean linux = Files.isDirectory(PROCESSES.resolve("self/task"));
  private final int later;
  private final int first;
  private final Map<Long, List<String>> threads = new HashMap<>();

  public LateCompilers() {
    this.later = Math.min(LOWEST, niceness() + LOWER);
    this.first = linux && canBeRaised(LOWEST, later) ? LOWEST : later;
  }

  /// The niceness until the release, and from then on.
  List<Integer> priorities() {
    return List.of(first, later);
  }

  /// Makes the compilers of these processes wait, once for each.
  public void hold(Stream<Long> pids) {
    if (linux) {
      pids.filter(pid -> pid > 0 && !threads.containsKey(pid)).toList().forEach(this::hold);
    }
  }

  private void hold(long pid) {
    List<String> compilers = compilers(pid);
    if (!compilers.isEmpty() && renice(first, compilers)) {
      threads.put(pid, compilers);
    }
  }

  /// Lets them work beside the others.
  public void release() {
    List<String> all = threads.values().stream().flatMap(List::stream).toList();
    threads.clear();
    if (first != later && !all.isEmpty() && !renice(later, all)) {
      log.warn("a JVM that has ended, or compilers that stay at the lowest priority: {}", all);
    }
  }

  private static List<String> compilers(long pid) {
    List<String> ids = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(PROCESSES.resolve(Long.toString(pid)).resolve("task"))) {
      for (Path task : tasks.toList()) {
        if (Files.readString(task.resolve("comm"), UTF_8).startsWith(THREAD)) {
          ids.add(task.getFileName().toString());
        }
      }
    } catch (IOException ended) {
      log.debug("process {} cannot be looked at", pid, ended);
    }
    return ids;
  }

  private static int niceness() {
    try {
      String stat = Files.readString(PROCESSES.resolve("self/stat"), UTF_8);
      // proc(5): the 19th field; the name in parentheses is the second.
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    } catch (IOException notLinux) {
      return 0;
    }
  }

  /// Tried with a process that does nothing else.
  private static boolean canBeRaised(int low, int high) {
    return run(List.of("/bin/sh", "-c", "renice %d -p $$ && renice %d -p $$".formatted(low, high)));
  }

  private static boolean renice(int niceness, List<String> threads) {
    List<String> command = new ArrayList<>(List.of(RENICE, Integer.toString(niceness), "-p"));
    command.addAll(threads);
    return run(command);
  }

  private static boolean run(List<String> command) {
    try {
      return new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchCommand) {
      log.debug("{} cannot be run", command.getFirst(), noSuchCommand);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
