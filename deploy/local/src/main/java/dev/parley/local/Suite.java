package dev.parley.local;

import dev.parley.local.host.Console;
import dev.parley.local.host.DataDirectory;
import dev.parley.local.host.ExitCode;
import dev.parley.local.host.LaunchFailure;
import dev.parley.local.host.PidFile;
import dev.parley.local.server.Kafka;
import dev.parley.local.server.ObjectStore;
import dev.parley.local.server.Postgres;
import dev.parley.local.service.LateCompilers;
import dev.parley.local.service.Readiness;
import dev.parley.local.service.ServiceProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole suite, running: the servers, the services, and who sees to them.
///
/// The services start as soon as PostgreSQL is there, which is soon when it has a processor for
/// itself, and while Kafka and the object store may still be starting: a JVM has enough to do
/// before it needs them.
final class Suite {

  private static final Logger log = LoggerFactory.getLogger(Suite.class);
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final Duration IMPATIENCE = Duration.ofSeconds(2);
  private static final Duration REHEARSAL_PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Console console;
  private final DataDirectory data;
  private final PidFile pids;
  private final Postgres postgres;
  private final Kafka kafka;
  private final ObjectStore objects;
  private final List<ServiceProcess> services;
  private final Clock clock;
  private final Supervisor supervisor;
  private final LateCompilers compilers = new LateCompilers();
  private final CompletableFuture<LaunchFailure> failure = new CompletableFuture<>();
  private final List<CompletableFuture<?>> starts = new ArrayList<>();
  private final Object stopOnce = new Object();
  private volatile boolean stopping;
  private volatile boolean ready;
  private boolean stopped;

  Suite(Console console, DataDirectory data, Parts parts, Clock clock) {
    this.console = console;
    this.data = data;
    this.pids = parts.pids();
    this.postgres = parts.postgres();
    this.kafka = parts.kafka();
    this.objects = parts.objects();
    this.services = parts.services();
    this.clock = clock;
    this.supervisor = new Supervisor(console, pids, clock, failure);
  }

  /// Starts everything and returns when all can serve.
  ///
  /// @throws LaunchFailure when something cannot start, or not in time
  void start() throws InterruptedException {
    kafka.onFatal(failure::complete);
    inBackground(
        "postgres",
        () -> {
          startPostgres();
          console.step("PostgreSQL on port " + postgres.port());
          services.forEach(supervisor::start);
        });
    inBackground(
        "kafka",
        () -> {
          kafka.start();
          console.step("Kafka on " + kafka.bootstrapServers());
        });
    inBackground(
        "objects",
        () -> {
          objects.start();
          console.step("S3 on " + objects.endpoint());
        });
    try {
      awaitReady();
    } finally {
      compilers.release();
    }
    ready = true;
    supervisor.beginRestarts();
    supervisor.watch(
        "postgres", postgres.log(), () -> postgres.pid().isPresent(), this::startPostgres);
  }

  private void startPostgres() {
    postgres.start();
    postgres.pid().ifPresent(pid -> pids.put("postgres", pid));
  }

  private synchronized List<CompletableFuture<?>> startsSoFar() {
    return List.copyOf(starts);
  }

  private synchronized void inBackground(String name, Runnable start) {
    if (stopping) {
      return;
    }
    CompletableFuture<Void> end = new CompletableFuture<>();
    starts.add(end);
    Thread.ofPlatform()
        .daemon()
        .name("start-" + name)
        .start(() -> {
          try {
            start.run();
          } catch (LaunchFailure e) {
            failure.complete(e);
          } catch (RuntimeException | Error e) {
            failure.complete(
                LaunchFailure.of(ExitCode.UNEXPECTED, name + ": " + e)
                    .seeLog(data.logs().resolve("launcher.log"))
                    .causedBy(e));
          } finally {
            end.complete(null);
          }
        });
  }

  private void awaitReady() throws InterruptedException {
    Instant deadline = clock.instant().plus(READY_WITHIN);
    List<ServiceProcess> awaited = new ArrayList<>(services);
    while (!awaited.isEmpty()) {
      throwIfFailed(LOOK);
      compilers.hold(processes());
      // The gateway asks all the others when it is asked: there is no use in it before they are.
      boolean gatewayAlone = awaited.stream().allMatch(Suite::isGateway);
      awaited.removeIf(service -> {
        boolean ready =
            (gatewayAlone || !isGateway(service))
                && service.isAlive()
                && Readiness.of(service.plan());
        if (ready) {
          console.step(
              "%s on port %d, after %.1f s of CPU"
                  .formatted(service.name(), service.plan().port(), service.cpuSeconds()));
        }
        return ready;
      });
      if (!awaited.isEmpty() && clock.instant().isAfter(deadline)) {
        throw notReady(awaited.getFirst());
      }
    }
  }

  private Stream<Long> processes() {
    return Stream.concat(
        Stream.of(ProcessHandle.current().pid()), services.stream().map(ServiceProcess::pid));
  }

  private static LaunchFailure notReady(ServiceProcess service) {
    return LaunchFailure.of(
            ExitCode.NOT_READY,
            "%s is not ready after %d s".formatted(service.name(), READY_WITHIN.toSeconds()))
        .seeLog(service.log());
  }

  /// Waits until the suite cannot go on.
  void awaitFailure() throws InterruptedException {
    throwIfFailed(Duration.ofDays(10_000));
  }

  private void throwIfFailed(Duration patience) throws InterruptedException {
    try {
      throw data.orDiskFull(failure.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException noFailure) {
      // as it should be
    } catch (ExecutionException impossible) {
      throw new CompletionException(impossible);
    }
  }

  /// Stops everything in the order in which nothing is lost: who takes requests, who keeps them,
  /// and the servers last. Whoever calls it second waits for the first.
  ///
  /// @param rehearsal services write their caches while they end: one after the other, at their
  ///   leisure
  void stop(boolean rehearsal) {
    stopping = true;
    synchronized (stopOnce) {
      if (stopped) {
        return;
      }
      stopped = true;
      supervisor.end();
      startsSoFar().forEach(CompletableFuture::join);
      try {
        stopServices(rehearsal);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      quietly("the S3 server", objects::stop);
      quietly("PostgreSQL", postgres::stop);
      quietly("Kafka", kafka::stop);
      console.step("stopped");
    }
  }

  private void stopServices(boolean rehearsal) throws InterruptedException {
    if (rehearsal) {
      for (ServiceProcess service : services) {
        service.terminate();
        service.awaitEnd(REHEARSAL_PATIENCE);
        console.step(service.name() + " trained");
      }
      return;
    }
    console.step("stopping");
    List<ServiceProcess> front = services.stream().filter(Suite::takesRequests).toList();
    List<ServiceProcess> back = services.stream().filter(s -> !takesRequests(s)).toList();
    for (List<ServiceProcess> together : List.of(front, back)) {
      together.forEach(ServiceProcess::terminate);
      for (ServiceProcess service : together) {
        service.awaitEnd(ready ? PATIENCE : IMPATIENCE);
      }
    }
  }

  private static boolean isGateway(ServiceProcess service) {
    return service.plan().module().equals("gateway");
  }

  private static boolean takesRequests(ServiceProcess service) {
    return List.of("gateway", "realtime-service").contains(service.plan().module());
  }

  private static void quietly(String what, Stop stop) {
    try {
      stop.run();
    } catch (Exception e) {
      log.warn("{} was not stopped cleanly", what, e);
    }
  }

  private interface Stop {
    void run() throws Exception;
  }

  /// What a suite is made of.
  record Parts(
      PidFile pids,
      Postgres postgres,
      Kafka kafka,
      ObjectStore objects,
      List<ServiceProcess> services) {}
}
