package dev.parley.conversation;

import com.sun.net.httpserver.HttpExchange;
import dev.parley.common.event.MessageBody;
import dev.parley.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Answers `POST /internal/changes` as message-service does, from the messages that a test has put
/// here.
public final class FakeChanges {

  private static final Map<String, TreeMap<Long, MessageBody>> MESSAGES = new ConcurrentHashMap<>();
  private static final Map<String, JsonNode> ASKED = new ConcurrentHashMap<>();
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static volatile int reach = Integer.MAX_VALUE;
  private static volatile boolean away;

  private FakeChanges() {}

  /// A message as it is from now on.
  public static void put(MessageBody message) {
    MESSAGES
        .computeIfAbsent(message.conversationId().toString(), _ -> new TreeMap<>())
        .put(message.seq(), message);
  }

  /// How many items an answer deals with.
  public static void setReach(int items) {
    reach = items;
  }

  public static void setAway(boolean isAway) {
    away = isAway;
  }

  /// What was asked last of the conversation.
  public static JsonNode asked(String conversation) {
    return ASKED.getOrDefault(conversation, MissingNode.getInstance());
  }

  public static int calls() {
    return CALLS.get();
  }

  static void answer(HttpExchange exchange) {
    CALLS.incrementAndGet();
    try (exchange) {
      JsonNode request = Json.mapper().readTree(exchange.getRequestBody());
      List<JsonNode> asked = request.path("items").values().stream().limit(reach).toList();
      List<Map<String, Object>> items = new ArrayList<>();
      for (JsonNode item : asked) {
        ASKED.put(item.path("conversation_id").asString(), item);
        changes(item, request.path("limit").asInt(), items);
      }
      byte[] answer =
          Json.mapper().writeValueAsBytes(Map.of("items", items, "reached", asked.size()));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(away ? 503 : 200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void changes(JsonNode item, int limit, List<Map<String, Object>> items) {
    String conversation = item.path("conversation_id").asString();
    long after = item.path("after_rev").asLong();
    long from = item.path("from_seq").asLong();
    long to = item.has("to_seq") ? item.path("to_seq").asLong() : Long.MAX_VALUE;
    List<MessageBody> all =
        List.copyOf(MESSAGES.getOrDefault(conversation, new TreeMap<>()).values());
    long rev = all.stream().mapToLong(MessageBody::rev).max().orElse(0);
    if (rev == after) {
      return;
    }
    List<MessageBody> changed =
        all.stream()
            .filter(m -> m.rev() > after && m.seq() > from && m.seq() <= to)
            .sorted(Comparator.comparing(MessageBody::rev))
            .toList();
    boolean complete = rev > after && changed.size() <= limit;
    items.add(
        Map.of(
            "conversation_id", conversation,
            "rev", rev,
            "changes", complete ? changed : List.of(),
            "complete", complete));
  }
}
