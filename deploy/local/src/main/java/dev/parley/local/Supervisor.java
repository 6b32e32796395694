package dev.parley.local;

import dev.parley.local.host.Console;
import dev.parley.local.host.ExitCode;
import dev.parley.local.host.LaunchFailure;
import dev.parley.local.host.PidFile;
import dev.parley.local.service.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Starts services and starts them again when they die, as an orchestrator does in production.
///
/// Before {@link #beginRestarts} a death is a failure to start. After {@link #end} nothing is
/// started any more.
final class Supervisor {

  private static final Duration LOOK = Duration.ofMillis(500);

  private final Console console;
  private final PidFile pids;
  private final Clock clock;
  private final CompletableFuture<LaunchFailure> failure;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("supervisor").unstarted(task));
  private final Map<String, RestartPolicy> policies = new HashMap<>();
  private boolean restarting;
  private boolean ended;

  /// @param failure completed when the suite cannot go on
  Supervisor(Console console, PidFile pids, Clock clock, CompletableFuture<LaunchFailure> failure) {
    this.console = console;
    this.pids = pids;
    this.clock = clock;
    this.failure = failure;
  }

  /// Starts a service, unless it is too late for that.
  synchronized void start(ServiceProcess service) {
    if (ended) {
      return;
    }
    try {
      CompletableFuture<Integer> end = service.start();
      pids.put(service.name(), service.pid());
      end.thenAccept(
          exit -> died(service.name(), service.log(), "exit " + exit, () -> start(service)));
    } catch (IOException e) {
      failure.complete(
          LaunchFailure.of(ExitCode.SERVICE_CRASHED, "cannot start " + service.name() + ": " + e)
              .seeLog(service.log())
              .causedBy(e));
    }
  }

  synchronized void beginRestarts() {
    restarting = true;
  }

  synchronized void end() {
    ended = true;
    later.shutdownNow();
  }

  /// Looks every half second whether something that is no child of ours lives.
  ///
  /// @param restart may throw a {@link LaunchFailure}, which is one more death
  void watch(String name, Path log, Liveness liveness, Runnable restart) {
    schedule(
        () -> {
          if (liveness.isAlive()) {
            watch(name, log, liveness, restart);
          } else {
            died(name, log, "gone", () -> restart(name, log, liveness, restart));
          }
        },
        LOOK);
  }

  private void restart(String name, Path log, Liveness liveness, Runnable restart) {
    try {
      restart.run();
      watch(name, log, liveness, restart);
    } catch (LaunchFailure again) {
      died(name, log, again.message(), () -> restart(name, log, liveness, restart));
    }
  }

  private synchronized void schedule(Runnable task, Duration delay) {
    if (!ended) {
      later.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void died(String name, Path log, String how, Runnable restart) {
    if (ended) {
      return;
    }
    if (!restarting) {
      failure.complete(
          LaunchFailure.of(
                  ExitCode.SERVICE_CRASHED, "%s died while starting (%s)".formatted(name, how))
              .seeLog(log));
      return;
    }
    pids.remove(name);
    Optional<Duration> delay =
        policies
            .computeIfAbsent(name, any -> new RestartPolicy(clock.instant()))
            .afterDeath(clock.instant());
    if (delay.isEmpty()) {
      failure.complete(
          LaunchFailure.of(ExitCode.SERVICE_KEEPS_DYING, name + " keeps dying (" + how + ")")
              .seeLog(log));
      return;
    }
    console.warning(
        "%s died (%s); starting it again in %.1f s; log: %s"
            .formatted(name, how, delay.get().toMillis() / 1000.0, log));
    schedule(restart, delay.get());
  }

  /// Whether something lives.
  @FunctionalInterface
  interface Liveness {
    boolean isAlive();
  }
}
