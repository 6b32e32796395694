package dev.parley.media.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers who may read which media because it was sent to them.
public final class FakeMessageService {

  private final HttpServer server;
  private final Set<String> allowed = ConcurrentHashMap.newKeySet();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private volatile boolean away;

  public FakeMessageService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/internal/media-access", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public void allow(String user, String media) {
    allowed.add(user + " " + media);
  }

  public void goAway() {
    away = true;
  }

  public void comeBack() {
    away = false;
  }

  /// The Authorization headers that came.
  public List<String> tokens() {
    return tokens;
  }

  private void answer(HttpExchange exchange) throws IOException {
    tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
    JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
    String media = request.path("media_ids").path(0).asString();
    boolean may = allowed.contains(request.path("user_id").asString() + " " + media);
    byte[] body =
        "{\"items\":[{\"media_id\":\"%s\",\"allowed\":%s}]}"
            .formatted(media, may)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(away ? 503 : 200, away ? -1 : body.length);
    if (!away) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
