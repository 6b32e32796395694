package dev.parley.local.service;

import dev.parley.local.host.Commands;
import dev.parley.local.host.DataDirectory;
import dev.parley.local.service.Installation.Installed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A service's process, which may be started again after it ended.
public final class ServiceProcess {

  private final ServicePlan plan;
  private final Installed installed;
  private final DataDirectory data;
  private final boolean record;
  private @Nullable Process process;

  /// @param record whether the run makes the AOT cache when it ends
  public ServiceProcess(ServicePlan plan, Installed installed, DataDirectory data, boolean record) {
    this.plan = plan;
    this.installed = installed;
    this.data = data;
    this.record = record;
  }

  public String name() {
    return plan.name();
  }

  public ServicePlan plan() {
    return plan;
  }

  public Installed installed() {
    return installed;
  }

  public Path log() {
    return data.logs().resolve(plan.name() + ".log");
  }

  /// Starts it.
  ///
  /// @return completed with the exit code when it ends, for whatever reason
  public synchronized CompletableFuture<Integer> start() throws IOException {
    List<String> java = JavaCommand.of(plan, installed, data.root(), record);
    ProcessBuilder builder =
        new ProcessBuilder(Commands.deafToTheTerminal(java))
            .directory(data.root().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("MESSAGING_"));
    environment.putAll(plan.environment());
    environment.put("LOGGING_FILE_NAME", log().toString());
    environment.put("LOGGING_THRESHOLD_CONSOLE", "OFF");
    environment.put("SPRING_MAIN_BANNER_MODE", "off");
    Process started = builder.start();
    process = started;
    return started.onExit().thenApply(Process::exitValue);
  }

  public synchronized long pid() {
    Process started = process;
    return started == null ? 0 : started.pid();
  }

  /// What it has used of the processors, this start.
  public synchronized double cpuSeconds() {
    return Optional.ofNullable(process)
            .flatMap(started -> started.info().totalCpuDuration())
            .orElse(Duration.ZERO)
            .toMillis()
        / 1000.0;
  }

  public synchronized boolean isAlive() {
    Process started = process;
    return started != null && started.isAlive();
  }

  /// Asks it to end: SIGTERM.
  public synchronized void terminate() {
    Process started = process;
    if (started != null) {
      started.destroy();
    }
  }

  /// Waits for its end, which comes at the latest when the patience does.
  public void awaitEnd(Duration patience) throws InterruptedException {
    Process started;
    synchronized (this) {
      started = process;
    }
    if (started != null && !started.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      started.destroyForcibly().waitFor();
    }
  }
}
