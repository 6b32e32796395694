package dev.parley.media.film;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.util.unit.DataSize;

/// Runs a program that is given hostile files: without our environment, at the lowest priority,
/// with limits that the kernel keeps on its time, memory and files, and killed when its time is
/// over.
///
/// @param timeout by the clock
/// @param cpuTime of the processor, whole seconds
/// @param memory its address space
/// @param fileSize of any file that it writes
record BoundedProcess(Duration timeout, Duration cpuTime, DataSize memory, DataSize fileSize) {

  /// Units of `ulimit`. Source: POSIX.1-2024, "ulimit", for `-f`; dash(1) for the others.
  private static final long BLOCK = 512;

  private static final String LIMITS =
      "ulimit -t %d; ulimit -v %d; ulimit -f %d; ulimit -c 0; exec nice -n 19 \"$@\"";

  /// Takes what the program writes, as it comes.
  @FunctionalInterface
  interface Reader<T> {
    T read(InputStream output) throws IOException;
  }

  /// @param status 0 when it went well
  record Outcome<T>(int status, T output) {}

  /// @param folder where it runs
  /// @throws ProcessOverrunException when its time was over
  /// @throws IOException when it cannot be run
  <T> Outcome<T> run(List<String> command, Path folder, Reader<T> reader) throws IOException {
    Process process = start(command, folder);
    AtomicBoolean isOver = new AtomicBoolean();
    Thread watch = Thread.ofVirtual().start(() -> killWhenOver(process, isOver));
    try {
      T output = reader.read(process.getInputStream());
      int status = process.waitFor();
      if (isOver.get()) {
        throw new ProcessOverrunException(command.getFirst());
      }
      return new Outcome<>(status, output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      kill(process);
      watch.interrupt();
    }
  }

  private Process start(List<String> command, Path folder) throws IOException {
    String limits =
        LIMITS.formatted(cpuTime.toSeconds(), memory.toKilobytes(), fileSize.toBytes() / BLOCK + 1);
    List<String> bounded = new ArrayList<>(List.of("/bin/sh", "-c", limits, "sh"));
    bounded.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(bounded).directory(folder.toFile());
    String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().put("PATH", path == null ? "/usr/bin:/bin" : path);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private void killWhenOver(Process process, AtomicBoolean isOver) {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        isOver.set(true);
        kill(process);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
