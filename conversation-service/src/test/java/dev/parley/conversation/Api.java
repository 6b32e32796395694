package dev.parley.conversation;

import dev.parley.common.json.Json;
import dev.parley.common.testing.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Speaks to the service as a client does: over HTTP, in the contract's words.
public final class Api {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  public Api(int port) {
    this.port = port;
  }

  public record Answer(int status, HttpResponse<byte[]> raw) {

    public JsonNode json() {
      return Json.mapper().readTree(raw.body());
    }

    public String text() {
      return new String(raw.body(), StandardCharsets.UTF_8);
    }

    public String code() {
      return json().path("code").asString("");
    }
  }

  public User as(String user) {
    return new User("/api/v1", Tokens.of(user));
  }

  public User with(String token) {
    return new User("/api/v1", token);
  }

  public User internal() {
    return new User("/internal", Tokens.internal("message-service"));
  }

  /// Someone with a token.
  public final class User {

    private final String root;
    private final String token;

    private User(String root, String token) {
      this.root = root;
      this.token = token;
    }

    public Answer get(String path) {
      return send("GET", path, null);
    }

    public Answer post(String path, @Nullable String json) {
      return send("POST", path, json);
    }

    public Answer put(String path, @Nullable String json) {
      return send("PUT", path, json);
    }

    public Answer patch(String path, String json) {
      return send("PATCH", path, json);
    }

    public Answer delete(String path) {
      return send("DELETE", path, null);
    }

    /// Without saying how long the body is.
    public Answer postChunked(String path, String json) {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      return exchange(
          "POST",
          path,
          HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
    }

    public Answer send(String method, String path, @Nullable String json) {
      return exchange(
          method,
          path,
          json == null
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofString(json));
    }

    private Answer exchange(String method, String path, HttpRequest.BodyPublisher body) {
      var request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + root + path))
              .timeout(Duration.ofSeconds(30))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .method(method, body)
              .build();
      try {
        var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), answer);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /// The id of the direct conversation with another.
    public String directWith(String other) {
      Answer answer =
          post("/conversations", "{\"type\":\"direct\",\"participant_ids\":[\"" + other + "\"]}");
      if (answer.status() > 201) {
        throw new AssertionError(answer.text());
      }
      return answer.json().path("id").asString();
    }

    /// The id of a new group.
    public String groupWith(String... others) {
      String ids = String.join("\",\"", others);
      Answer answer =
          post(
              "/conversations",
              "{\"type\":\"group\",\"name\":\"Crew\",\"participant_ids\":[\"" + ids + "\"]}");
      if (answer.status() != 201) {
        throw new AssertionError(answer.text());
      }
      return answer.json().path("id").asString();
    }
  }
}
