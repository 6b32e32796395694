package dev.parley.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.common.json.Json;
import dev.parley.common.testing.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// Speaks to the service as a client does: over HTTP, in the contract's words. It follows no
/// redirect.
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
      return new String(raw.body(), UTF_8);
    }

    public byte[] bytes() {
      return raw.body();
    }

    public String code() {
      return json().path("code").asString("");
    }

    /// `status code`, such as `404 not_found`.
    public String refusal() {
      return status + " " + code();
    }

    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    public String mediaId() {
      return json().path("media_id").asString("");
    }
  }

  public User as(String user) {
    return new User(Tokens.of(user));
  }

  public User with(String token) {
    return new User(token);
  }

  public User service() {
    return new User(Tokens.internal("message-service"));
  }

  /// Without a token, of any host.
  public Answer fetch(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).GET());
  }

  /// Without a token, to any host.
  public Answer put(String url, String type, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(body));
    return send(type.isEmpty() ? request : request.header("Content-Type", type));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      var answer =
          http.send(
              request.timeout(Duration.ofSeconds(60)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(answer.statusCode(), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Someone with a token.
  public final class User {

    private final String token;

    private User(String token) {
      this.token = token;
    }

    public Answer get(String path) {
      return send(to(path).GET());
    }

    public Answer delete(String path) {
      return send(to(path).DELETE());
    }

    public Answer post(String path, String type, byte[] body) {
      return post(path, type, BodyPublishers.ofByteArray(body));
    }

    public Answer post(String path, String type, BodyPublisher body) {
      return send(to(path).header("Content-Type", type).POST(body));
    }

    public Answer postJson(String path, String json) {
      return post(path, "application/json", json.getBytes(UTF_8));
    }

    public Answer upload(byte[] form) {
      return post("/api/v1/media", "multipart/form-data; boundary=" + Form.BOUNDARY, form);
    }

    public Answer upload(String name, byte[] content) {
      return upload(Form.withFile(name, content).bytes());
    }

    /// The id of new media.
    public String uploaded(String name, byte[] content) {
      Answer answer = upload(name, content);
      if (answer.status() != 201) {
        throw new AssertionError(answer.text());
      }
      return answer.mediaId();
    }

    private HttpRequest.Builder to(String path) {
      return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
          .header("Authorization", "Bearer " + token);
    }
  }
}
