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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// message-service as this service sees it: says of which media a user is allowed to know, and
/// which messages carry it, to whoever shows a service's token.
public final class MessageServiceStub {

  private final InternalTokens tokens =
      new InternalTokens("message-service", Tokens.INTERNAL_SECRET, Clock.systemUTC());
  private final Set<String> shared = ConcurrentHashMap.newKeySet();
  private final Map<String, Map<String, String>> places = new ConcurrentHashMap<>();
  private final AtomicInteger questions = new AtomicInteger();
  private final HttpServer server;
  private volatile boolean failing;

  public MessageServiceStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/internal/media-access", exchange -> answer(exchange, this::access));
    server.createContext("/internal/media-places", exchange -> answer(exchange, this::places));
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

  /// A message carries the media, which this service may not have heard of.
  public void carry(String media, String conversation, String message) {
    places.put(media, Map.of("conversation_id", conversation, "message_id", message));
  }

  /// No message carries it any more.
  public void drop(String media) {
    places.remove(media);
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

  private List<Map<String, Object>> access(JsonNode request) {
    questions.incrementAndGet();
    List<Map<String, Object>> items = new ArrayList<>();
    for (JsonNode id : request.path("media_ids")) {
      String key = request.path("user_id").asString() + " " + id.asString();
      items.add(Map.of("media_id", id.asString(), "allowed", shared.contains(key)));
    }
    return items;
  }

  private List<Map<String, Object>> places(JsonNode request) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (JsonNode id : request.path("media_ids")) {
      Map<String, String> place = places.get(id.asString());
      if (place != null) {
        Map<String, Object> item = new HashMap<>(place);
        item.put("media_id", id.asString());
        items.add(item);
      }
    }
    return items;
  }

  private void answer(HttpExchange exchange, Function<JsonNode, List<Map<String, Object>>> answer)
      throws IOException {
    try (exchange) {
      tokens.verify(
          exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length()));
      JsonNode request = Json.mapper().readTree(exchange.getRequestBody().readAllBytes());
      List<Map<String, Object>> items = answer.apply(request);
      if (failing) {
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      byte[] body = Json.mapper().writeValueAsBytes(Map.of("items", items));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
