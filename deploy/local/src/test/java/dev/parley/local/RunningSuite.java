package dev.parley.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.parley.local.host.PidFile;
import dev.parley.local.host.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `./run`, started as a user starts it, and what it says.
final class RunningSuite implements AutoCloseable {

  /// Far more than it takes: a slow machine is no failure.
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Ports PORTS = new Ports((int) (ProcessHandle.current().pid() % 10_000));

  private final Path data;
  private final int port;
  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningSuite(Path data, int port, Process process) {
    this.data = data;
    this.port = port;
    this.process = process;
    Thread.ofPlatform().daemon().name("output").start(this::readLines);
  }

  /// Starts it on free ports, without building and training.
  static RunningSuite start(Path data, Map<String, String> settings) throws IOException {
    return start(data, PORTS.free(), PORTS.free(), settings);
  }

  static RunningSuite start(Path data, int port, int kafkaPort, Map<String, String> settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(PROJECT.resolve("run").toString());
    command.addAll(List.of("--no-build", "--no-training"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("MESSAGING_PORT", Integer.toString(port));
    builder.environment().put("MESSAGING_KAFKA_PORT", Integer.toString(kafkaPort));
    builder.environment().put("MESSAGING_DATA_DIR", data.toString());
    builder.environment().putAll(settings);
    return new RunningSuite(data, port, builder.start());
  }

  static RunningSuite startReady(Path data) throws IOException {
    RunningSuite suite = start(data, Map.of());
    suite.awaitReady();
    return suite;
  }

  private void readLines() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitReady() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("it ended: " + lines);
              }
              return lines.stream().anyMatch(line -> line.startsWith("Parley is ready"));
            });
  }

  /// Everything it has said, once it has ended.
  String awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("it does not end: " + lines);
    }
    return String.join("\n", lines);
  }

  int exitCode() {
    return process.exitValue();
  }

  int port() {
    return port;
  }

  Path data() {
    return data;
  }

  List<String> lines() {
    return lines;
  }

  /// The token that it printed for `alice` or `bob`.
  String token(String user) {
    return find("^  " + user + " +(\\S+)$");
  }

  /// The first group of the first line that matches.
  String find(String pattern) {
    return lines.stream()
        .map(Pattern.compile(pattern)::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(pattern + " in " + lines));
  }

  /// Asks the gateway as a user.
  HttpResponse<String> send(String user, String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token(user))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  Map<String, Long> pids() throws IOException {
    return PidFile.read(data.resolve("pids"));
  }

  /// Those processes of this machine that belong to this suite, whoever's children they are by now.
  /// Found by the data directory in their command lines, not by what the suite says of itself.
  List<String> processes() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(ProcessHandle::info)
          .map(info -> info.arguments().map(Arrays::asList).orElse(List.of()))
          .filter(arguments -> arguments.stream().anyMatch(text -> text.contains(data.toString())))
          .map(arguments -> String.join(" ", arguments))
          .toList();
    }
  }

  /// SIGTERM, to the pid of `./run`.
  void terminate() {
    process.destroy();
  }

  /// SIGKILL, to the pid of `./run`.
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    http.close();
  }
}
