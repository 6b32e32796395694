package dev.parley.realtime.testing;

import dev.parley.common.json.Json;
import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// message-service as its neighbours see it: a log in memory, whose messages go to the real Kafka
/// in seq order; now, before the answer, when the test says so, twice or never.
public final class MessageServiceStub extends HttpStub {

  public static final String SENDS = "/internal/sends";
  public static final String EDITS = "/internal/edits";
  public static final String CHANGES = "/internal/changes";
  public static final String LOGS = "/internal/conversations/";
  private static final int PAGE = 50;

  /// A stored message.
  ///
  /// @param change what was last done to it; null for a new one
  public record Stored(
      String id, String conversationId, long seq, long rev, @Nullable String change, byte[] json) {}

  private final ConversationServiceStub conversations;
  private final Map<String, List<Stored>> logs = new LinkedHashMap<>();
  private final Map<String, Stored> byId = new LinkedHashMap<>();
  private final Map<String, Long> heads = new LinkedHashMap<>();
  private final Queue<Stored> unpublished = new ArrayDeque<>();
  private final List<Integer> batches = new ArrayList<>();
  private boolean holdsEchoes;
  private boolean publishes = true;
  private int copies = 1;

  MessageServiceStub(ConversationServiceStub conversations) {
    this.conversations = conversations;
    route(SENDS, (_, _, body) -> sends(body));
    route(EDITS, (_, _, body) -> edits(body));
    route(CHANGES, (_, _, body) -> changes(body));
    route(LOGS, (path, query, _) -> log(path, query));
  }

  /// From now on a message goes to Kafka only after [#releaseEchoes()].
  public synchronized void holdEchoes() {
    holdsEchoes = true;
  }

  public synchronized void releaseEchoes() {
    holdsEchoes = false;
    publishWaiting();
  }

  /// Messages stored from now on never come to Kafka.
  public synchronized void neverPublish() {
    publishes = false;
  }

  /// How often each message comes to Kafka from now on.
  public synchronized void copies(int count) {
    copies = count;
  }

  /// A message that was sent over REST, or by a socket of another node: of it Kafka alone tells.
  public synchronized Stored sentElsewhere(Conversation conversation, String sender, String text) {
    return sentElsewhere(conversation, sender, text, UUID.randomUUID().toString());
  }

  public synchronized Stored sentElsewhere(
      Conversation conversation, String sender, String text, String id) {
    Stored stored = store(conversation.id(), id, sender, text);
    publishWaiting();
    return stored;
  }

  /// A change that was made over REST, or by a socket of another node.
  public synchronized Stored changedElsewhere(Stored message, String change, String content) {
    Stored changed = change(message.id(), change, content);
    publishWaiting();
    return changed;
  }

  /// The sizes of the batches that came.
  public synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }

  public synchronized List<Stored> stored(Conversation conversation) {
    return List.copyOf(logs.getOrDefault(conversation.id(), List.of()));
  }

  @Override
  synchronized void reset() {
    super.reset();
    publishes = true;
    copies = 1;
    batches.clear();
    releaseEchoes();
  }

  private synchronized Object sends(byte[] body) throws RefusedException {
    JsonNode items = Json.mapper().readTree(body).path("items");
    batches.add(items.size());
    List<Object> results = new ArrayList<>();
    for (JsonNode item : items) {
      if (item.at("/payload/content").asString("").equals("poison")) {
        throw new RefusedException(400, "validation_failed");
      }
      results.add(send(item));
    }
    publishWaiting();
    return Map.of("items", results);
  }

  private Object send(JsonNode item) {
    String sender = item.path("sender_id").stringValue();
    JsonNode payload = item.path("payload");
    String id = payload.path("id").asString("");
    String conversationId = payload.path("conversation_id").asString("");
    if (payload.path("content").asString("").indexOf('\0') >= 0 || !isUuid(id)) {
      return refused("validation_failed");
    }
    Conversation conversation =
        conversationId.isEmpty()
            ? direct(sender, payload.path("recipient_id").asString(""))
            : conversations.find(conversationId.toLowerCase(java.util.Locale.ROOT));
    if (conversation == null || !conversation.participants().contains(sender)) {
      return refused("not_found");
    }
    id = id.toLowerCase(java.util.Locale.ROOT);
    Stored known = byId.get(id);
    Stored stored =
        known != null
            ? known
            : store(conversation.id(), id, sender, payload.path("content").asString(""));
    return sent(known == null ? "sent" : "duplicate", stored, conversation.version());
  }

  private @Nullable Conversation direct(String sender, String recipient) {
    return conversations.directOf(sender, recipient);
  }

  private static boolean isUuid(String id) {
    try {
      return UUID.fromString(id).toString().equalsIgnoreCase(id);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Stored store(String conversationId, String id, String sender, String text) {
    List<Stored> log = logs.computeIfAbsent(conversationId, _ -> new ArrayList<>());
    long rev = heads.merge(conversationId, 1L, Long::sum);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("conversation_id", conversationId);
    message.put("seq", log.size() + 1);
    message.put("rev", rev);
    message.put("type", "text");
    message.put("sender_id", sender);
    message.put("content", text);
    message.put("attachments", List.of());
    message.put("metadata", Map.of("seq", 7, "id", "another"));
    message.put("created_at", "2026-11-21T10:00:00.000000Z");
    byte[] json = Json.mapper().writeValueAsBytes(message);
    var stored = new Stored(id, conversationId, log.size() + 1, rev, null, json);
    log.add(stored);
    keep(stored);
    return stored;
  }

  private void keep(Stored stored) {
    byId.put(stored.id(), stored);
    if (publishes) {
      unpublished.add(stored);
    }
  }

  private Stored change(String id, String change, String content) {
    Stored before = Objects.requireNonNull(byId.get(id));
    long rev = heads.merge(before.conversationId(), 1L, Long::sum);
    ObjectNode message = (ObjectNode) Json.mapper().readTree(before.json());
    message.put("rev", rev);
    switch (change) {
      case "deleted" -> message.put("deleted_at", "2026-11-21T10:00:01.000000Z").remove("content");
      case "reaction" -> message.putArray("reactions").addObject().put("emoji", content);
      default -> message.put("content", content).put("edited_at", "2026-11-21T10:00:01.000000Z");
    }
    byte[] json = Json.mapper().writeValueAsBytes(message);
    var changed = new Stored(id, before.conversationId(), before.seq(), rev, change, json);
    List<Stored> log = Objects.requireNonNull(logs.get(before.conversationId()));
    log.set((int) before.seq() - 1, changed);
    keep(changed);
    return changed;
  }

  private synchronized Object edits(byte[] body) {
    List<Object> results = new ArrayList<>();
    for (JsonNode item : Json.mapper().readTree(body).path("items")) {
      results.add(edit(item));
    }
    publishWaiting();
    return Map.of("items", results);
  }

  private synchronized Object changes(byte[] body) {
    return ChangeLog.answer(Json.mapper().readTree(body), logs, heads);
  }

  /// Of the rules of who may do what, only that there must be a message of one's own conversation.
  private Object edit(JsonNode item) {
    Conversation conversation = conversations.find(item.path("conversation_id").stringValue());
    Stored message = byId.get(item.path("message_id").stringValue());
    String actor = item.path("actor_id").stringValue();
    if (message == null
        || conversation == null
        || !message.conversationId().equals(conversation.id())
        || !conversation.participants().contains(actor)) {
      return refused("not_found");
    }
    JsonNode payload = item.path("payload");
    Stored changed =
        switch (item.path("op").stringValue()) {
          case "edit" -> change(message.id(), "edited", payload.path("content").asString(""));
          case "delete" -> change(message.id(), "deleted", "");
          case "react" -> change(message.id(), "reaction", payload.path("emoji").asString(""));
          case "unreact" -> message;
          default -> throw new IllegalArgumentException(item.toString());
        };
    ObjectNode view = (ObjectNode) Json.mapper().readTree(changed.json());
    view.put("status", "sent");
    view.path("reactions").forEach(reaction -> ((ObjectNode) reaction).put("me", true));
    return Map.of("status", changed == message ? "unchanged" : "changed", "message", view);
  }

  private void publishWaiting() {
    while (!holdsEchoes && !unpublished.isEmpty()) {
      Stored next = unpublished.remove();
      for (int copy = 0; copy < copies; copy++) {
        publish(next);
      }
    }
  }

  /// Once more, out of turn.
  public static void publish(Stored message) {
    byte[] body = message.json();
    if (message.change() != null) {
      ObjectNode event = (ObjectNode) Json.mapper().readTree(body);
      body = Json.mapper().writeValueAsBytes(event.put("change", message.change()));
    }
    Events.publish(
        message.change() == null ? "message.created" : "message.updated",
        message.conversationId(),
        message.id(),
        Map.of("seq", Long.toString(message.seq()), "rev", Long.toString(message.rev())),
        body);
  }

  private static Object sent(String status, Stored stored, long version) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("status", status);
    result.put("conversation_id", stored.conversationId());
    result.put("seq", stored.seq());
    result.put("rev", stored.rev());
    result.put("version", version);
    result.put("message", Json.mapper().readTree(stored.json()));
    return result;
  }

  private static Object refused(String code) {
    return Map.of("status", "refused", "error", Map.of("code", code, "message", "No"));
  }

  /// `/internal/conversations/{id}/messages?after_seq`.
  private synchronized Object log(String path, Map<String, String> query) {
    String id = path.substring(LOGS.length()).split("/")[0];
    long after = Long.parseLong(query.getOrDefault("after_seq", "0"));
    List<Stored> later =
        logs.getOrDefault(id, List.of()).stream().filter(m -> m.seq() > after).toList();
    return Map.of(
        "items",
        later.stream().limit(PAGE).map(m -> Json.mapper().readTree(m.json())).toList(),
        "has_more",
        later.size() > PAGE);
  }
}
