package dev.parley.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Makes the run's conversations, over REST as a client would.
final class ConversationApi implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final JsonMapper json = new JsonMapper();

  /// HTTP/1.1: an offer of HTTP/2 is an `Upgrade`, which a server of WebSockets may take for its
  /// own.
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private final URI conversations;
  private final Tokens tokens;

  ConversationApi(URI api, Tokens tokens) {
    this.conversations = api.resolve("/api/v1/conversations");
    this.tokens = tokens;
  }

  /// @return the conversation's id
  String direct(String user, String partner) throws IOException, InterruptedException {
    return create(user, Map.of("type", "direct", "participant_ids", List.of(partner)));
  }

  /// @return the conversation's id
  String group(String user, String name, List<String> others)
      throws IOException, InterruptedException {
    return create(user, Map.of("type", "group", "name", name, "participant_ids", others));
  }

  private String create(String user, Map<String, Object> body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(conversations)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + tokens.of(user))
            .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "POST %s: %d %s".formatted(conversations, response.statusCode(), response.body()));
    }
    return json.readTree(response.body()).get("id").asString();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
