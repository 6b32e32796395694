package dev.parley.media;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.common.json.Json;
import dev.parley.common.security.InternalTokens;
import dev.parley.common.testing.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// message-service as this service sees it: says of which media a user is allowed to know, to
/// whoever shows a service's token.
public final class MessageServiceStub {

  private final InternalTokens tokens =
      new InternalTokens("message-service", Tokens.INTERNAL_SECRET, Clock.systemUTC());
  private final Set<String> shared = ConcurrentHashMap.newKeySet();
  private final AtomicInteger questions = new AtomicInteger();
  private final HttpServer server;
  private volatile boolean failing;

  public MessageServiceStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/internal/media-access", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The media was sent to a conversation that the user is in.
  public void share(String media, String user) {
    shared.add(user + " " + media);
  }

  /// The user has left, or the message is deleted.
  public void unshare(String media, String user) {
    shared.remove(user + " " + media);
  }

  public void fail() {
    failing = true;
  }

  public void work() {
    failing = false;
  }

  public int questions() {
    return questions.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    questions.incrementAndGet();
    try (exchange) {
      tokens.verify(
          exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length()));
      JsonNode request = Json.mapper().readTree(exchange.getRequestBody().readAllBytes());
      if (failing) {
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      List<Map<String, Object>> items = new ArrayList<>();
      for (JsonNode id : request.path("media_ids")) {
        String key = request.path("user_id").asString() + " " + id.asString();
        items.add(Map.of("media_id", id.asString(), "allowed", shared.contains(key)));
      }
      byte[] body = Json.mapper().writeValueAsBytes(Map.of("items", items));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
