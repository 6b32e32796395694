package dev.parley.bench.scale;

import dev.parley.bench.load.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// The suite over REST, as its users' devices ask it.
final class Client implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// @param nanos until it was there
  record Answer(JsonNode body, long nanos) {}

  private final JsonMapper json = new JsonMapper();

  /// HTTP/1.1: an offer of HTTP/2 is an `Upgrade`, which a server of WebSockets may take for its
  /// own.
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private final URI address;
  private final Tokens tokens;

  Client(URI address, Tokens tokens) {
    this.address = address;
    this.tokens = tokens;
  }

  /// @param path under `/api/v1`
  HttpRequest get(String user, String path) {
    return request("GET", path, tokens.of(user), BodyPublishers.noBody());
  }

  HttpRequest post(String user, String path, Object body) {
    return request("POST", path, tokens.of(user), of(body));
  }

  HttpRequest postAsAdmin(String user, String path, Object body) {
    return request("POST", path, tokens.ofAdmin(user), of(body));
  }

  HttpRequest patch(String user, String path, Object body) {
    return request("PATCH", path, tokens.of(user), of(body));
  }

  HttpRequest put(String user, String path, Object body) {
    return request("PUT", path, tokens.of(user), of(body));
  }

  HttpRequest delete(String user, String path) {
    return request("DELETE", path, tokens.of(user), BodyPublishers.noBody());
  }

  /// @throws IOException when it is refused
  Answer ask(HttpRequest request) throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    long nanos = System.nanoTime() - start;
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "%s %s: %d %s"
              .formatted(request.method(), request.uri(), response.statusCode(), response.body()));
    }
    String body = response.body();
    return new Answer(body.isEmpty() ? MissingNode.getInstance() : json.readTree(body), nanos);
  }

  private BodyPublisher of(Object body) {
    return BodyPublishers.ofString(json.writeValueAsString(body));
  }

  private HttpRequest request(String method, String path, String token, BodyPublisher body) {
    return HttpRequest.newBuilder(address.resolve("/api/v1" + path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token)
        .method(method, body)
        .build();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
