package dev.parley.bench.compare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process that we started, its output in a file. It does not outlive us.
final class ChildProcess {
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(45);
  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(LAST_PATIENCE)));
  }

  static ChildProcess start(
      List<String> command, Path directory, Map<String, String> environment, Path log)
      throws StartFailure {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new ChildProcess(builder.start(), log);
    } catch (IOException e) {
      throw new StartFailure(command.getFirst() + " cannot be run", e);
    }
  }

  long pid() {
    return process.pid();
  }

  /// @throws StartFailure when it ends first, or is not ready in time
  void awaitReady(URI probe, Duration within) throws StartFailure, InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    try (HttpClient http = probing()) {
      HttpRequest request = HttpRequest.newBuilder(probe).timeout(Duration.ofSeconds(5)).build();
      while (System.nanoTime() < deadline) {
        if (!process.isAlive()) {
          throw new StartFailure(
              "it ended with code %d; its log: %s".formatted(process.exitValue(), log));
        }
        if (answersOk(http, request)) {
          return;
        }
        Thread.sleep(BETWEEN_PROBES);
      }
    }
    throw new StartFailure(
        "%s did not answer within %d s; its log: %s".formatted(probe, within.toSeconds(), log));
  }

  /// HTTP/1.1: an offer of HTTP/2 is an `Upgrade`, which a server of WebSockets may take for its
  /// own.
  private static HttpClient probing() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(2))
        .build();
  }

  private static boolean answersOk(HttpClient http, HttpRequest request)
      throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /// @throws StartFailure when it fails or takes longer
  void awaitSuccess(Duration within) throws StartFailure, InterruptedException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      stop(Duration.ofSeconds(5));
      throw new StartFailure(
          "it took more than %d s; its log: %s".formatted(within.toSeconds(), log));
    }
    if (process.exitValue() != 0) {
      throw new StartFailure(
          "it ended with code %d; its log: %s".formatted(process.exitValue(), log));
    }
  }

  /// Asks it to end; what is left of it and its descendants after that time is killed.
  void stop(Duration patience) {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    process.destroy();
    try {
      process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
