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
/// an answer, and until everything is ready none at all (`SCHED_IDLE`, sched(7)): then they take
/// the processor only when nobody else wants it.
///
/// A JVM with an AOT cache knows from its training what is worth being optimized and begins with
/// that at once. With six of them starting on two cores that is half of all the work, and none of
/// it is needed for starting.
///
/// On Linux alone. Without the right to take a thread out of `SCHED_IDLE` again it would stay there
/// for good, so the compilers begin as they go on.
public final class LateCompilers {

  private static final Logger log = LoggerFactory.getLogger(LateCompilers.class);
  private static final Path PROCESSES = Path.of("/proc");

  /// Linux gives 15 characters to a thread's name.
  private static final String THREAD = "C2 CompilerThre";

  private static final int LOWEST = 19;

  /// A third of a usual thread's weight: under full load the compilers get on all the same.
  private static final int LOWER = 5;

  private final boolean linux = Files.isDirectory(PROCESSES.resolve("self/task"));
  private final boolean idleFirst = linux && canBeTakenBack();
  private final int niceness = Math.min(LOWEST, ownNiceness() + LOWER);
  private final Map<Long, List<String>> threads = new HashMap<>();

  /// Whether they are idle until the release, on this system and for this user.
  boolean areIdleFirst() {
    return idleFirst;
  }

  /// The niceness from the release on.
  int niceness() {
    return niceness;
  }

  /// Makes the compilers of these processes wait, once for each.
  public void hold(Stream<Long> pids) {
    if (linux) {
      pids.filter(pid -> pid > 0 && !threads.containsKey(pid)).toList().forEach(this::hold);
    }
  }

  private void hold(long pid) {
    List<String> compilers = compilers(pid);
    if (!compilers.isEmpty() && renice(compilers) && (!idleFirst || chrt("--idle", compilers))) {
      threads.put(pid, compilers);
    }
  }

  /// Lets them work beside the others.
  public void release() {
    List<String> all = threads.values().stream().flatMap(List::stream).toList();
    threads.clear();
    if (idleFirst && !all.isEmpty() && !chrt("--other", all)) {
      log.warn("a JVM that has ended, or compilers that stay idle: {}", all);
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

  private static int ownNiceness() {
    try {
      String stat = Files.readString(PROCESSES.resolve("self/stat"), UTF_8);
      // proc(5): the 19th field; the name in parentheses is the second.
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    } catch (IOException notLinux) {
      return 0;
    }
  }

  /// Tried with a process that does nothing else.
  private static boolean canBeTakenBack() {
    return sh("chrt --idle --pid 0 $$ && chrt --other --pid 0 $$", List.of());
  }

  private boolean renice(List<String> threads) {
    return sh("renice %d -p \"$@\"".formatted(niceness), threads);
  }

  /// It takes one thread at a time.
  private static boolean chrt(String policy, List<String> threads) {
    return sh(
        "for thread; do chrt %s --pid 0 \"$thread\" || failed=1; done; exit ${failed:-0}"
            .formatted(policy),
        threads);
  }

  private static boolean sh(String script, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
    command.addAll(arguments);
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
