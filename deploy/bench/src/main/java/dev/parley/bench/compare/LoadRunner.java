package dev.parley.bench.compare;

import dev.parley.bench.usage.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs the load generator, each time as a process of its own: no run has another's heap, compiled
/// code or threads.
final class LoadRunner {
  private static final Duration BEYOND = Duration.ofMinutes(5);

  /// The quick compiler only: it is done within the warm-up, and takes nothing from the server
  /// later.
  private static final List<String> JVM =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xms256m",
          "-Xmx1g",
          "--enable-native-access=ALL-UNNAMED");

  private final JsonMapper json = new JsonMapper();
  private final CompareOptions options;
  private final Path directory;
  private int runs;

  LoadRunner(CompareOptions options, Path directory) {
    this.options = options;
    this.directory = directory;
  }

  /// What a run said.
  ///
  /// @param report the generator's JSON object
  /// @param othersCores CPU that the other server spent meanwhile, doing nothing
  record Outcome(JsonNode report, double othersCores) {}

  /// @param others processes of the servers that are not under load
  Outcome run(Server server, Work work, int seconds, List<Long> others)
      throws StartFailure, IOException, InterruptedException {
    String name = "load-%d-%s-%s.log".formatted(++runs, server.name(), work.label());
    Path out = directory.resolve(name);
    ProcessTree bystanders = new ProcessTree(others);
    double before = bystanders.cpuSeconds();
    long started = System.nanoTime();
    try {
      ChildProcess.start(command(server, work, seconds), directory, Map.of(), out)
          .awaitSuccess(BEYOND.plusSeconds(options.warmup() + seconds));
    } catch (StartFailure e) {
      throw new StartFailure("the load generator did not do its work", e);
    }
    double elapsed = (System.nanoTime() - started) / 1e9;
    double cores = (bystanders.cpuSeconds() - before) / elapsed;
    return new Outcome(report(out), cores);
  }

  /// The line that is the report: the JVM may have warned of something before it.
  private JsonNode report(Path out) throws IOException {
    return Files.readAllLines(out).stream()
        .filter(line -> line.startsWith("{"))
        .findFirst()
        .map(json::readTree)
        .orElseThrow(() -> new IOException("the load generator reported nothing: " + out));
  }

  private List<String> command(Server server, Work work, int seconds) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(JVM);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.parley.bench.Main", "load"));
    command.addAll(List.of("--api", server.address().toString()));
    command.addAll(List.of("--socket", server.address().toString().replace("http", "ws")));
    command.addAll(List.of("--secret", server.secret()));
    command.addAll(List.of("--seconds", Integer.toString(seconds)));
    command.addAll(List.of("--warmup", Integer.toString(options.warmup())));
    command.addAll(
        List.of("--pids", String.join(",", server.pids().stream().map(String::valueOf).toList())));
    command.addAll(work.load(options.sizes()));
    return command;
  }
}
