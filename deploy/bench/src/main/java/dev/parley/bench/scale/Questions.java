package dev.parley.bench.scale;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.bench.load.Tokens;
import dev.parley.bench.usage.ProcessTree;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntFunction;

/// Asks the suite, one question after the other, and measures.
final class Questions implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int WARM_UP = 10;
  private static final double NANOS = 1e6;
  private static final int OK = 200;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final URI address;
  private final Tokens tokens;
  private final ProcessTree processes;
  private final int requests;

  Questions(URI address, Tokens tokens, ProcessTree processes, int requests) {
    this.address = address;
    this.tokens = tokens;
    this.processes = processes;
    this.requests = requests;
  }

  /// @param path the n-th request's, under `/api/v1`
  Cost cost(String question, String of, int size, String user, IntFunction<String> path)
      throws IOException, InterruptedException {
    return measure(question, of, size, n -> request(user, path.apply(n)).GET().build());
  }

  Cost costOfPost(String question, String of, int size, String user, String path, String body)
      throws IOException, InterruptedException {
    return measure(
        question, of, size, n -> request(user, path).POST(BodyPublishers.ofString(body)).build());
  }

  /// One answer, not measured.
  String post(String user, String path, String body) throws IOException, InterruptedException {
    return ask(request(user, path).POST(BodyPublishers.ofString(body)).build());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private Cost measure(String question, String of, int size, IntFunction<HttpRequest> request)
      throws IOException, InterruptedException {
    for (int n = 0; n < WARM_UP; n++) {
      ask(request.apply(n));
    }
    double[] took = new double[requests];
    double cpu = processes.cpuSeconds();
    for (int n = 0; n < requests; n++) {
      long start = System.nanoTime();
      ask(request.apply(WARM_UP + n));
      took[n] = (System.nanoTime() - start) / NANOS;
    }
    double spent = (processes.cpuSeconds() - cpu) * 1_000 / requests;
    Arrays.sort(took);
    return new Cost(question, of, size, took[requests / 2], took[(int) (requests * 0.95)], spent);
  }

  private HttpRequest.Builder request(String user, String path) {
    return HttpRequest.newBuilder(address.resolve("/api/v1" + path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + tokens.of(user));
  }

  private String ask(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new IOException(
          "%s: %d %s".formatted(request.uri(), answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
