package dev.parley.conversation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.common.event.MessageBody;
import dev.parley.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/// Answers `POST /internal/heads` as message-service does, with the heads that a test has set.
@TestConfiguration
public class FakeMessageService {

  private static final Map<String, Long> HEADS = new ConcurrentHashMap<>();
  private static final Map<String, Long> REVS = new ConcurrentHashMap<>();
  private static final Map<String, ConcurrentSkipListMap<Long, MessageBody>> MESSAGES =
      new ConcurrentHashMap<>();
  private static final Map<String, BooleanSupplier> MOODS = new ConcurrentHashMap<>();
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static volatile boolean away;

  public static void setHead(String conversation, long seq) {
    HEADS.put(conversation, seq);
  }

  /// Messages to be told from the first on; sets the head too.
  public static void store(MessageBody... messages) {
    for (MessageBody message : messages) {
      String conversation = message.conversationId().toString();
      MESSAGES
          .computeIfAbsent(conversation, _ -> new ConcurrentSkipListMap<>())
          .put(message.seq(), message);
      HEADS.merge(conversation, message.seq(), Math::max);
      REVS.merge(conversation, message.rev(), Math::max);
    }
  }

  /// What happens whenever the conversation's messages are asked for, and whether that succeeds.
  public static void whenAskedFor(String conversation, BooleanSupplier answers) {
    MOODS.put(conversation, answers);
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
    server.createContext("/internal/conversations", FakeMessageService::messages);
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

  private static void messages(HttpExchange exchange) throws IOException {
    try (exchange) {
      String conversation = exchange.getRequestURI().getPath().split("/")[3];
      String query = exchange.getRequestURI().getQuery();
      long after = Long.parseLong(query.replaceAll(".*after_seq=(\\d+).*", "$1"));
      var all = MESSAGES.getOrDefault(conversation, new ConcurrentSkipListMap<>());
      boolean answers = MOODS.getOrDefault(conversation, () -> true).getAsBoolean();
      // Small pages, so that there are some.
      List<MessageBody> page = all.tailMap(after, false).values().stream().limit(2).toList();
      boolean more = !page.isEmpty() && all.higherKey(page.getLast().seq()) != null;
      byte[] answer = Json.mapper().writeValueAsBytes(Map.of("items", page, "has_more", more));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(away || !answers ? 503 : 200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static void heads(HttpExchange exchange) {
    CALLS.incrementAndGet();
    try (exchange) {
      List<Map<String, Object>> items = new ArrayList<>();
      for (var id : Json.mapper().readTree(exchange.getRequestBody()).path("ids").values()) {
        Long seq = HEADS.get(id.asString());
        if (seq != null) {
          items.add(
              Map.of(
                  "conversation_id",
                  id.asString(),
                  "last_seq",
                  seq,
                  "last_rev",
                  REVS.getOrDefault(id.asString(), seq)));
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
