package dev.parley.message.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// conversation-service as this service sees it.
public final class ConversationServiceStub extends StubService {

  private static final ConversationServiceStub INSTANCE = new ConversationServiceStub();
  private static final int MAX_ASKED = 1_000;

  private final Map<UUID, StubConversation> conversations = new ConcurrentHashMap<>();
  private final Map<Set<String>, UUID> directs = new ConcurrentHashMap<>();
  private final Set<Set<String>> strangersApart = ConcurrentHashMap.newKeySet();
  private final Map<UUID, List<Long>> cursors = new ConcurrentHashMap<>();
  private final Set<UUID> aboutSomething = ConcurrentHashMap.newKeySet();
  private final Map<UUID, Integer> asked = new ConcurrentHashMap<>();
  private final AtomicInteger accessCalls = new AtomicInteger();
  private final AtomicInteger cursorCalls = new AtomicInteger();

  private ConversationServiceStub() {
    answers("/internal/access", this::access);
    answers("/internal/direct-conversations", this::direct);
    answers("/internal/former-participants", this::former);
    answers("/internal/readable", this::readable);
    answers("/internal/cursors", this::cursors);
    answers("/internal/users", this::asSeenBy);
  }

  public static ConversationServiceStub get() {
    return INSTANCE;
  }

  /// A new open group of these users, the first its admin.
  public UUID group(String... users) {
    return put("group", users);
  }

  /// A new open direct conversation.
  public UUID direct(String one, String other) {
    UUID id = put("direct", one, other);
    directs.put(Set.of(one, other), id);
    return id;
  }

  public void change(UUID id, UnaryOperator<StubConversation> change) {
    conversations.compute(id, (_, current) -> change.apply(current));
  }

  /// It is gone, for everyone.
  public void delete(UUID id) {
    conversations.remove(id);
  }

  public StubConversation conversation(UUID id) {
    return Objects.requireNonNull(conversations.get(id));
  }

  /// Lets one block the other before they have a conversation.
  public void keepApart(String one, String other) {
    strangersApart.add(Set.of(one, other));
  }

  /// How far the others in a conversation have come, whoever asks.
  public void cursors(UUID conversation, long readSeq, long deliveredSeq) {
    cursors.put(conversation, List.of(readSeq, deliveredSeq));
  }

  /// Makes it one about something on the platform.
  public void giveContext(UUID conversation) {
    aboutSomething.add(conversation);
  }

  /// How often anyone was asked how far others have come.
  public int cursorCalls() {
    return cursorCalls.get();
  }

  public int accessCalls() {
    return accessCalls.get();
  }

  public int accessCallsFor(UUID conversation) {
    return asked.getOrDefault(conversation, 0);
  }

  private UUID put(String type, String... users) {
    UUID id = UUID.randomUUID();
    Map<String, String> roles = new LinkedHashMap<>();
    for (String user : users) {
      roles.put(user, roles.isEmpty() && type.equals("group") ? "admin" : "member");
    }
    conversations.put(id, StubConversation.of(id, type, roles));
    return id;
  }

  private Answer access(HttpExchange exchange, JsonNode body) {
    accessCalls.incrementAndGet();
    if (body.path("ids").size() > MAX_ASKED) {
      return Answer.problem(400, "validation_failed");
    }
    List<Object> items = new ArrayList<>();
    for (JsonNode id : body.path("ids")) {
      asked.merge(UUID.fromString(id.stringValue()), 1, Integer::sum);
      StubConversation found = conversations.get(UUID.fromString(id.stringValue()));
      if (found != null) {
        items.add(accessTo(found));
      }
    }
    return new Answer(200, Map.of("items", items));
  }

  private Answer direct(HttpExchange exchange, JsonNode body) {
    String caller = body.path("caller_id").stringValue();
    String recipient = body.path("recipient_id").stringValue();
    Set<String> pair = Set.of(caller, recipient);
    // A block keeps one from being opened; one that is there is told of.
    if (!directs.containsKey(pair) && strangersApart.contains(pair)) {
      return Answer.problem(403, "blocked");
    }
    UUID id = directs.computeIfAbsent(pair, _ -> put("direct", caller, recipient));
    return new Answer(200, accessTo(conversation(id)));
  }

  private Map<String, Object> accessTo(StubConversation conversation) {
    Map<String, Object> access = new HashMap<>(conversation.access());
    access.put("has_context", aboutSomething.contains(conversation.id()));
    return access;
  }

  private Answer readable(HttpExchange exchange, JsonNode body) {
    String user = body.path("user_id").stringValue();
    String only = body.path("conversation_id").asString("");
    return new Answer(
        200,
        Map.of(
            "items",
            conversations.values().stream()
                .filter(c -> only.isEmpty() || only.equals(c.id().toString()))
                .flatMap(c -> c.windowOf(user).stream())
                .toList()));
  }

  private Answer asSeenBy(HttpExchange exchange, JsonNode body) {
    String[] parts = exchange.getRequestURI().getRawPath().split("/", -1);
    String user = URLDecoder.decode(parts[3], UTF_8);
    @Nullable StubConversation conversation = conversations.get(UUID.fromString(parts[5]));
    if (conversation != null && conversation.roles().containsKey(user)) {
      return new Answer(200, Map.of("id", conversation.id()));
    }
    return conversation != null && conversation.former().contains(user)
        ? Answer.problem(403, "not_participant")
        : Answer.problem(404, "not_found");
  }

  private Answer former(HttpExchange exchange, JsonNode body) {
    StubConversation found =
        conversations.get(UUID.fromString(body.path("conversation_id").stringValue()));
    List<Long> window = found == null ? null : found.left().get(body.path("user_id").stringValue());
    if (window == null) {
      return Answer.problem(404, "not_found");
    }
    Map<String, Object> told = new HashMap<>(StubConversation.leaving(window));
    told.putAll(Map.of("joined_seq", 0, "from_seq", window.get(0), "left_seq", window.get(1)));
    return new Answer(200, told);
  }

  private Answer cursors(HttpExchange exchange, JsonNode body) {
    cursorCalls.incrementAndGet();
    List<Object> items = new ArrayList<>();
    for (JsonNode id : body.path("conversation_ids")) {
      List<Long> known = cursors.get(UUID.fromString(id.stringValue()));
      if (known != null) {
        items.add(
            Map.of(
                "conversation_id", id.stringValue(),
                "read_seq", known.getFirst(),
                "delivered_seq", known.getLast()));
      }
    }
    return new Answer(200, Map.of("items", items));
  }
}
