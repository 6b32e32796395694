package dev.parley.message.testing;

import dev.parley.common.json.Json;
import dev.parley.common.testing.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Speaks to message-service as the outside and the other services do.
public final class Client {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final String base;

  public Client(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  public record Answer(int status, java.net.http.HttpHeaders headers, String text) {

    public JsonNode json() {
      return Json.mapper().readTree(text);
    }

    public String code() {
      return json().path("code").asString("");
    }

    public String contentType() {
      return headers.firstValue("content-type").orElse("");
    }
  }

  /// `POST /conversations/{id}/messages`.
  public Answer send(String user, UUID conversation, Map<String, ?> payload) {
    return post(user, messagesOf(conversation), payload);
  }

  /// As [#send], whatever the body is.
  public Answer sendRaw(String user, UUID conversation, String body) {
    return postRaw(user, messagesOf(conversation), body.getBytes(StandardCharsets.UTF_8));
  }

  public Answer sendText(String user, UUID conversation, UUID id, String text) {
    return send(user, conversation, Map.of("id", id, "type", "text", "content", text));
  }

  public Answer post(String user, String path, Object body) {
    return postRaw(user, path, Json.mapper().writeValueAsBytes(body));
  }

  public Answer postRaw(String user, String path, byte[] body) {
    return exchange(
        asUser(user, path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  public Answer get(String user, String path) {
    return exchange(asUser(user, path).GET());
  }

  public Answer patch(String user, String path, Object body) {
    return exchange(
        asUser(user, path)
            .header("Content-Type", "application/json")
            .method(
                "PATCH",
                HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body))));
  }

  public Answer put(String user, String path) {
    return exchange(asUser(user, path).PUT(HttpRequest.BodyPublishers.noBody()));
  }

  public Answer delete(String user, String path) {
    return exchange(asUser(user, path).DELETE());
  }

  /// `POST /internal/sends`; one item for each.
  public List<JsonNode> sends(List<? extends Map<String, ?>> items) {
    return batch("/internal/sends", items);
  }

  /// `POST /internal/edits`; one item for each.
  public List<JsonNode> edits(List<? extends Map<String, ?>> items) {
    return batch("/internal/edits", items);
  }

  private List<JsonNode> batch(String path, List<? extends Map<String, ?>> items) {
    Answer answer = internal(path, Map.of("items", items));
    if (answer.status() != 200) {
      throw new AssertionError(answer.status() + " " + answer.text());
    }
    List<JsonNode> results = new ArrayList<>();
    answer.json().path("items").forEach(results::add);
    return results;
  }

  public Answer internal(String path, Object body) {
    return internalRaw(path, Json.mapper().writeValueAsBytes(body));
  }

  public Answer internalRaw(String path, byte[] body) {
    return exchange(
        to(path)
            .header("Authorization", "Bearer " + Tokens.internal("realtime-service"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  public Answer internalGet(String path) {
    return exchange(
        to(path).header("Authorization", "Bearer " + Tokens.internal("realtime-service")).GET());
  }

  public HttpRequest.Builder asUser(String user, String path) {
    return to(path).header("Authorization", Tokens.bearer(user));
  }

  public HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
  }

  public Answer exchange(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static String messagesOf(UUID conversation) {
    return "/api/v1/conversations/" + conversation + "/messages";
  }

  public static String messageOf(UUID conversation, UUID message) {
    return messagesOf(conversation) + "/" + message;
  }

  public static String reactionTo(UUID conversation, UUID message, String emoji) {
    return messageOf(conversation, message)
        + "/reactions/"
        + URLEncoder.encode(emoji, StandardCharsets.UTF_8);
  }

  /// An item of `/internal/edits`.
  public static Map<String, Object> edit(
      String actor, String op, UUID conversation, UUID message, Map<String, ?> payload) {
    return Map.of(
        "actor_id", actor,
        "op", op,
        "conversation_id", conversation,
        "message_id", message,
        "payload", payload);
  }

  /// An item of `/internal/sends`.
  public static Map<String, Object> item(String sender, Map<String, ?> payload) {
    return Map.of("sender_id", sender, "sender_name", "Name of " + sender, "payload", payload);
  }

  public static Map<String, Object> text(UUID conversation, UUID id, String content) {
    return Map.of("id", id, "conversation_id", conversation, "content", content);
  }
}
