package dev.parley.message.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// conversation-service and media-service as this service sees them, for the whole JVM. Each can be
/// taken down (it breaks every connection) or slowed.
public final class Neighbours {

  /// How a neighbour answers.
  public enum Mood {
    UP,
    DOWN
  }

  private static final Neighbours INSTANCE = new Neighbours();

  private final HttpServer server;
  private final Map<UUID, StubConversation> conversations = new ConcurrentHashMap<>();
  private final Map<Set<String>, UUID> directs = new ConcurrentHashMap<>();
  private final Set<Set<String>> strangersApart = ConcurrentHashMap.newKeySet();
  private final Map<UUID, List<Long>> cursors = new ConcurrentHashMap<>();
  private final Map<UUID, Map<String, Object>> media = new ConcurrentHashMap<>();
  private final Map<UUID, Map<String, Object>> readyMedia = new ConcurrentHashMap<>();
  private final Set<UUID> aboutSomething = ConcurrentHashMap.newKeySet();
  private final Map<UUID, Integer> asked = new ConcurrentHashMap<>();
  private final AtomicInteger accessCalls = new AtomicInteger();
  private volatile Mood conversationMood = Mood.UP;
  private volatile Mood mediaMood = Mood.UP;
  private final AtomicInteger cursorCalls = new AtomicInteger();
  private volatile CountDownLatch mediaAnswers = new CountDownLatch(0);
  private volatile CountDownLatch conversationAnswers = new CountDownLatch(0);
  private volatile Duration conversationDelay = Duration.ZERO;

  private Neighbours() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/internal/media", this::asMedia);
    server.createContext("/internal/access", exchange -> asConversation(exchange, this::access));
    server.createContext(
        "/internal/direct-conversations", exchange -> asConversation(exchange, this::direct));
    server.createContext(
        "/internal/former-participants", exchange -> asConversation(exchange, this::former));
    server.createContext(
        "/internal/readable", exchange -> asConversation(exchange, this::readable));
    server.createContext("/internal/cursors", exchange -> asConversation(exchange, this::cursors));
    server.createContext("/internal/users", exchange -> asConversation(exchange, this::asSeenBy));
    server.start();
  }

  public static Neighbours get() {
    return INSTANCE;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
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

  public StubConversation conversation(UUID id) {
    return Objects.requireNonNull(conversations.get(id));
  }

  /// Lets one block the other before they have a conversation.
  public void keepApart(String one, String other) {
    strangersApart.add(Set.of(one, other));
  }

  /// A media record of that owner: `ready`, `rejected` …
  public UUID media(String owner, String status) {
    UUID id = UUID.randomUUID();
    Map<String, Object> item = new HashMap<>();
    item.put("media_id", id);
    item.put("owner_id", owner);
    item.put("status", status);
    item.put("content_type", "image/png");
    item.put("size", 1234);
    item.put("width", 640);
    item.put("height", 480);
    item.put("blurhash", "LEHV6nWB2yk8");
    media.put(id, item);
    return id;
  }

  /// A picture that is in work when it is asked about first, and ready from then on.
  public UUID mediaSoonReady(String owner) {
    UUID id = media(owner, "ready");
    Map<String, Object> first = new HashMap<>(Objects.requireNonNull(media.get(id)));
    first.put("status", "processing");
    first.remove("blurhash");
    readyMedia.put(id, Objects.requireNonNull(media.put(id, first)));
    return id;
  }

  public void setMediaStatus(UUID id, String status) {
    Map<String, Object> changed = new HashMap<>(Objects.requireNonNull(media.get(id)));
    changed.put("status", status);
    media.put(id, changed);
  }

  /// How far the others in a conversation have come, whoever asks.
  public void cursors(UUID conversation, long readSeq, long deliveredSeq) {
    cursors.put(conversation, List.of(readSeq, deliveredSeq));
  }

  /// Makes it one about something on the platform.
  public void giveContext(UUID conversation) {
    aboutSomething.add(conversation);
  }

  public void conversationService(Mood mood) {
    conversationMood = mood;
  }

  public void mediaService(Mood mood) {
    mediaMood = mood;
  }

  /// It answers no more before [#calm].
  public void hangMedia() {
    mediaAnswers = new CountDownLatch(1);
  }

  /// It answers no more before [#calm].
  public void hangConversations() {
    conversationAnswers = new CountDownLatch(1);
  }

  public void conversationDelay(Duration delay) {
    conversationDelay = delay;
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

  /// Both up and quick again.
  public void calm() {
    conversationMood = Mood.UP;
    mediaMood = Mood.UP;
    mediaAnswers.countDown();
    conversationAnswers.countDown();
    conversationDelay = Duration.ZERO;
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

  private record Answer(int status, Object body) {
    static Answer problem(int status, String code) {
      return new Answer(
          status,
          Map.of(
              "type", "urn:parley:problem:" + code,
              "title", code,
              "status", status,
              "code", code,
              "detail", "said by conversation-service"));
    }
  }

  private interface Endpoint {
    Answer answer(HttpExchange exchange, JsonNode body) throws IOException, InterruptedException;
  }

  private Answer access(HttpExchange exchange, JsonNode body) {
    accessCalls.incrementAndGet();
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

  private Answer mediaOf(HttpExchange exchange, JsonNode body) {
    List<Object> items = new ArrayList<>();
    for (JsonNode id : body.path("media_ids")) {
      UUID key = UUID.fromString(id.stringValue());
      Map<String, Object> item = media.get(key);
      if (item != null) {
        items.add(item);
      }
      Map<String, Object> next = readyMedia.remove(key);
      if (next != null) {
        media.put(key, next);
      }
    }
    return new Answer(200, Map.of("items", items));
  }

  private void asMedia(HttpExchange exchange) throws IOException {
    answer(exchange, this::mediaOf, mediaMood, mediaAnswers);
  }

  private void asConversation(HttpExchange exchange, Endpoint endpoint) throws IOException {
    Duration delay = conversationDelay;
    answer(
        exchange,
        (asked, body) -> {
          // Late, and of what was so when it was asked.
          Answer answer = endpoint.answer(asked, body);
          Thread.sleep(delay);
          return answer;
        },
        conversationMood,
        conversationAnswers);
  }

  private static void answer(
      HttpExchange exchange, Endpoint endpoint, Mood mood, CountDownLatch answers)
      throws IOException {
    try (exchange) {
      if (mood == Mood.DOWN) {
        return; // closes the connection without a word
      }
      byte[] request = exchange.getRequestBody().readAllBytes();
      String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      Answer answer =
          token.startsWith("Bearer ey")
              ? endpoint.answer(
                  exchange,
                  Json.mapper().readTree(request.length == 0 ? "{}".getBytes(UTF_8) : request))
              : Answer.problem(401, "unauthenticated");
      byte[] body = Json.mapper().writeValueAsBytes(answer.body());
      answers.await();
      exchange
          .getResponseHeaders()
          .set(
              "Content-Type",
              answer.status() < 400 ? "application/json" : "application/problem+json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
