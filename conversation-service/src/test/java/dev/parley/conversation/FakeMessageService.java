package dev.parley.conversation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/// Answers `POST /internal/heads` as message-service does, with the heads that a test has set.
@TestConfiguration
public class FakeMessageService {

  private static final Map<String, Long> HEADS = new ConcurrentHashMap<>();
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static volatile boolean away;

  public static void setHead(String conversation, long seq) {
    HEADS.put(conversation, seq);
  }

  public static void setAway(boolean isAway) {
    away = isAway;
  }

  public static int calls() {
    return CALLS.get();
  }

  @Bean(destroyMethod = "")
  HttpServer messageService() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/internal/heads", FakeMessageService::heads);
    server.createContext("/internal/changes", FakeChanges::answer);
    server.start();
    return server;
  }

  @Bean
  DynamicPropertyRegistrar messageServiceUrl(HttpServer messageService) {
    return registry ->
        registry.add(
            "parley.services.message",
            () -> "http://localhost:" + messageService.getAddress().getPort());
  }

  private static void heads(HttpExchange exchange) {
    CALLS.incrementAndGet();
    try (exchange) {
      List<Map<String, Object>> items = new ArrayList<>();
      for (var id : Json.mapper().readTree(exchange.getRequestBody()).path("ids").values()) {
        Long seq = HEADS.get(id.asString());
        if (seq != null) {
          items.add(Map.of("conversation_id", id.asString(), "last_seq", seq, "last_rev", seq));
        }
      }
      byte[] answer = Json.mapper().writeValueAsBytes(Map.of("items", items));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(away ? 503 : 200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
