package dev.parley.local.drill;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/// A suite that `./run` has started, on free ports, over a data directory of the test's own.
final class RunningSuite implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration STOP = Duration.ofMinutes(1);
  private static final String SECRET = "the-platform's-secret-in-drills-is-not-a-secret";
  private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();

  static {
    // A busy machine is slow, and that is no failure.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(90));
  }

  private final Path data;
  private final int port;
  private final int kafkaPort;
  private final Map<String, String> settings;
  private final List<String> flags;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Process process;

  private RunningSuite(Path data, Map<String, String> settings, List<String> flags)
      throws IOException {
    this.data = data;
    this.port = freePort();
    this.kafkaPort = freePort();
    this.settings = settings;
    this.flags = flags;
    this.process = launch(Map.of());
  }

  static RunningSuite start(Path data, String... flags) throws IOException {
    return start(data, Map.of(), flags);
  }

  /// @param settings of the launcher, or of a service, as the environment has them
  static RunningSuite start(Path data, Map<String, String> settings, String... flags)
      throws IOException {
    PreparedBeans.in(PROJECT);
    RunningSuite suite = new RunningSuite(data, settings, List.of(flags));
    suite.awaitReady();
    return suite;
  }

  /// Starts one that is not expected to run.
  static RunningSuite launch(Path data, Map<String, String> settings) throws IOException {
    return new RunningSuite(data, settings, List.of());
  }

  /// Starts it again over the same data, after [#close()].
  void startAgain() throws IOException {
    startAgain(Map.of());
  }

  /// @param more settings beside those that it was started with first
  void startAgain(Map<String, String> more) throws IOException {
    process = launch(more);
    awaitReady();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  String kafka() {
    return "127.0.0.1:" + kafkaPort;
  }

  /// The ids of the processes that it has named, by name.
  Map<String, Long> pids() throws IOException {
    Map<String, Long> pids = new HashMap<>();
    for (String line : Files.readAllLines(data.resolve("data").resolve("pids"))) {
      String[] nameAndPid = line.split(" ");
      pids.put(nameAndPid[0], Long.parseLong(nameAndPid[1]));
    }
    return pids;
  }

  /// Kills a process as a crash would.
  void kill(String name) throws IOException {
    ProcessHandle.of(Objects.requireNonNull(pids().get(name), name))
        .orElseThrow()
        .destroyForcibly();
  }

  /// Kills a process as a crash would, and returns when another has taken its place.
  void killAndAwaitSuccessor(String name) throws IOException {
    long victim = Objects.requireNonNull(pids().get(name), name);
    ProcessHandle.of(victim).orElseThrow().destroyForcibly();
    Awaitility.await()
        .atMost(START)
        .ignoreExceptions()
        .until(() -> pids().getOrDefault(name, victim) != victim);
    awaitReady();
  }

  /// Returns as soon as it has started a process of that name.
  void awaitProcess(String name) {
    Awaitility.await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> pids().containsKey(name));
  }

  boolean isReady() {
    try {
      return request("GET", "/actuator/health/readiness", null, null).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  void awaitReady() {
    Awaitility.await()
        .atMost(START)
        .until(() -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("./run ended with " + process.exitValue());
          }
          return isReady();
        });
  }

  /// A user's token, as the platform would make it.
  static String token(String user) {
    long now = Instant.now(java.time.Clock.systemUTC()).getEpochSecond();
    String head = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    String claims =
        base64(
            new JSONObject(Map.of("sub", user, "name", user, "iat", now, "exp", now + 7_200))
                .toString());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signature = mac.doFinal((head + "." + claims).getBytes(StandardCharsets.US_ASCII));
      return head
          + "."
          + claims
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  JSONObject get(String path, String user) throws IOException {
    return new JSONObject(request("GET", path, user, null).body());
  }

  JSONObject post(String path, String user, JSONObject body) throws IOException {
    return new JSONObject(request("POST", path, user, body.toString()).body());
  }

  HttpResponse<String> request(
      String method, String path, @Nullable String user, @Nullable String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(20));
    if (user != null) {
      request.header("Authorization", "Bearer " + token(user));
    }
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(body));
    }
    return send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// Uploads a file by a form.
  HttpResponse<String> upload(String user, String type, byte[] file) throws IOException {
    byte[] head =
        ("--drill\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n"
                + "Content-Type: "
                + type
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] tail = "\r\n--drill--\r\n".getBytes(StandardCharsets.UTF_8);
    return send(
        HttpRequest.newBuilder(URI.create(url() + "/api/v1/media"))
            .header("Authorization", "Bearer " + token(user))
            .header("Content-Type", "multipart/form-data; boundary=drill")
            .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(head, file, tail)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// Media as someone gets it who follows the redirect, with no token where it leads.
  byte[] content(String media, String user, String variant) throws IOException {
    String path = "/api/v1/media/" + media + "/content?variant=" + variant;
    HttpResponse<String> redirect = request("GET", path, user, null);
    if (redirect.statusCode() != 302) {
      throw new AssertionError(redirect.statusCode() + " " + redirect.body());
    }
    URI location = URI.create(redirect.headers().firstValue("location").orElseThrow());
    HttpResponse<byte[]> bytes =
        send(HttpRequest.newBuilder(location).build(), HttpResponse.BodyHandlers.ofByteArray());
    if (bytes.statusCode() != 200) {
      throw new AssertionError(bytes.statusCode() + " from " + location.getHost());
    }
    return bytes.body();
  }

  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try {
      return http.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /// All that it has said, starts before this one included.
  String output() throws IOException {
    return Files.readString(data.resolve("run.out"));
  }

  /// Waits until it has ended by itself.
  ///
  /// @return its exit code
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("./run does not end");
    }
    return process.exitValue();
  }

  /// SIGTERM, to the pid of `./run`.
  void terminate() {
    process.destroy();
  }

  /// SIGINT, to the pid of `./run`: Ctrl-C.
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  /// SIGKILL, to the pid of `./run`.
  void kill() {
    process.destroyForcibly();
  }

  /// The processes on this machine that work on this data, whosever children they are by now. Found
  /// by their command lines, not by what the suite says of itself.
  List<String> processes() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.flatMap(handle -> handle.info().arguments().stream())
          .map(arguments -> String.join(" ", arguments))
          .filter(arguments -> arguments.contains(data.resolve("data").toString()))
          .toList();
    }
  }

  /// Stops it as Ctrl-C would.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("./run did not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process launch(Map<String, String> more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(PROJECT.resolve("run").toString());
    command.addAll(List.of("--no-build", "--no-training"));
    command.addAll(flags);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("run.out").toFile()));
    Map<String, String> environment = builder.environment();
    environment.put("MESSAGING_PORT", Integer.toString(port));
    environment.put("MESSAGING_KAFKA_PORT", Integer.toString(kafkaPort));
    environment.put("MESSAGING_DATA_DIR", data.resolve("data").toString());
    environment.put("MESSAGING_JWT_SECRET", SECRET);
    environment.put("MESSAGING_RATE_LIMITS", "off");
    // Of every JVM of the suite: none of them lives long enough for the slower compiler to pay off.
    environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    environment.putAll(settings);
    environment.putAll(more);
    return builder.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
