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

/// Lets the optimizing compilers (C2) of the suite's JVMs wait until everything is ready: they take
/// the processor only when nobody else wants it, by the kernel's priorities of threads.
///
/// A JVM with an AOT cache knows from its training what is worth being optimized and begins with
/// that at once. With six of them starting on two cores that is half of all the work, and none of
/// it is needed for starting.
///
/// Only where the priority can be given back (Linux, with the right to raise priorities): elsewhere
/// nothing is done. On a machine of many cores little is lost by that.
public final class LateCompilers {

  private static final Logger log = LoggerFactory.getLogger(LateCompilers.class);
  private static final Path PROCESSES = Path.of("/proc");

  /// Linux gives 15 characters to a thread's name.
  private static final String THREAD = "C2 CompilerThre";

  private static final String LOWEST = "19";
  private static final String RENICE = "renice";

  private final boolean possible;
  private final String usual;
  private final Map<Long, List<String>> threads = new HashMap<>();

  public LateCompilers() {
    this.usual = Integer.toString(niceness());
    this.possible = Files.isDirectory(PROCESSES.resolve("self/task")) && canBeGivenBack();
  }

  /// Whether the kernel lets a priority be lowered and raised again.
  boolean isPossible() {
    return possible;
  }

  /// Makes the compilers of these processes wait, once for each.
  public void hold(Stream<Long> pids) {
    if (possible) {
      pids.filter(pid -> pid > 0 && !threads.containsKey(pid)).toList().forEach(this::hold);
    }
  }

  private void hold(long pid) {
    List<String> compilers = compilers(pid);
    if (!compilers.isEmpty() && renice(LOWEST, compilers)) {
      threads.put(pid, compilers);
    }
  }

  /// Lets them all work.
  public void release() {
    List<String> all = threads.values().stream().flatMap(List::stream).toList();
    threads.clear();
    if (!all.isEmpty() && !renice(usual, all)) {
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
  private boolean canBeGivenBack() {
    return run(
        List.of("/bin/sh", "-c", "renice %s -p $$ && renice %s -p $$".formatted(LOWEST, usual)));
  }

  private static boolean renice(String niceness, List<String> threads) {
    List<String> command = new ArrayList<>(List.of(RENICE, niceness, "-p"));
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
