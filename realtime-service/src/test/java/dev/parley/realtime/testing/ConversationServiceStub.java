package dev.parley.realtime.testing;

import dev.parley.common.event.BlockChanged;
import dev.parley.common.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// conversation-service as its neighbours see it, in memory. A change is only published where the
/// test says so.
public final class ConversationServiceStub extends HttpStub {

  private static final int MAX_PARTICIPANTS = 1_000;

  static final String MEMBERSHIPS = "/internal/memberships";
  static final String READ_MARKERS = "/internal/read-markers";
  static final String USERS = "/internal/users/";

  /// A conversation and who is in it, with the seq that each joined after.
  public static final class Conversation {
    private final UUID id = UUID.randomUUID();
    private final String type;
    private final TreeMap<String, Long> participants = new TreeMap<>();
    private final Set<String> former = ConcurrentHashMap.newKeySet();
    private long version = 1;
    private volatile String history = "all";

    Conversation(String type) {
      this.type = type;
    }

    /// Who comes in later reads from then on only.
    public Conversation sinceJoining() {
      history = "since_joining";
      return this;
    }

    /// Everyone reads all of it.
    public Conversation fromTheStart() {
      history = "all";
      return this;
    }

    public String id() {
      return id.toString();
    }

    synchronized long version() {
      return version;
    }

    public synchronized Set<String> participants() {
      return Set.copyOf(participants.keySet());
    }
  }

  /// A change that has been made, to be published now, later, twice or never.
  public record Change(String topic, String conversationId, long version, byte[] body) {

    public void publish() {
      Events.publish(
          topic, conversationId, conversationId, Map.of("version", Long.toString(version)), body);
    }
  }

  private final Map<String, Conversation> conversations = new ConcurrentHashMap<>();
  private final Map<String, Long> cursors = new ConcurrentHashMap<>();
  private final AtomicLong markerVersion = new AtomicLong();
  private final Set<String> blocks = ConcurrentHashMap.newKeySet();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private volatile boolean publishesMarkers = true;

  ConversationServiceStub() {
    route(MEMBERSHIPS, (_, _, body) -> memberships(body));
    route("/internal/access", (_, _, body) -> access(body));
    route("/internal/visible", (_, _, body) -> visible(body));
    route(READ_MARKERS, (_, _, body) -> readMarkers(body));
    route(USERS, (path, _, body) -> path.endsWith("/sync") ? sync(path, body) : conversation(path));
  }

  /// A conversation that was there before, of which no event will tell.
  public Conversation conversation(String... users) {
    var conversation = new Conversation(users.length == 2 ? "direct" : "group");
    for (String user : users) {
      conversation.participants.put(user, 0L);
    }
    conversations.put(conversation.id(), conversation);
    return conversation;
  }

  /// What `conversation.created` says of it.
  public Change created(Conversation conversation) {
    return change(conversation, null, null, null);
  }

  public Change add(Conversation conversation, long joinedSeq, String... users) {
    synchronized (conversation) {
      for (String user : users) {
        conversation.participants.put(user, joinedSeq);
        conversation.former.remove(user);
      }
      conversation.version++;
    }
    return change(conversation, "participants_added", List.of(users), null);
  }

  public Change remove(Conversation conversation, String... users) {
    synchronized (conversation) {
      for (String user : users) {
        conversation.participants.remove(user);
        conversation.former.add(user);
      }
      conversation.version++;
    }
    return change(conversation, "participants_removed", null, List.of(users));
  }

  /// It is gone, and an event says so that names these.
  public Change delete(Conversation conversation, String... named) {
    synchronized (conversation) {
      conversation.participants.clear();
      conversation.former.clear();
      conversation.version++;
    }
    conversations.remove(conversation.id());
    return change(conversation, "deleted", List.of(), List.of(named));
  }

  public Change changed(Conversation conversation, String what) {
    synchronized (conversation) {
      conversation.version++;
    }
    return change(conversation, what, null, null);
  }

  public Change history(Conversation conversation, String history) {
    conversation.history = history;
    return changed(conversation, "history_changed");
  }

  public void block(String blocker, String blocked) {
    blocks.add(blocker + " " + blocked);
    Events.publish(new BlockChanged(blocker, blocked, true, Instant.EPOCH));
  }

  public void unblock(String blocker, String blocked) {
    blocks.remove(blocker + " " + blocked);
    Events.publish(new BlockChanged(blocker, blocked, false, Instant.EPOCH));
  }

  /// Of whom it was asked whether they may see whom: `<one> <other>`.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  public void forgetAsked() {
    asked.clear();
  }

  private Object visible(byte[] body) {
    JsonNode request = Json.mapper().readTree(body);
    String viewer = request.path("user_id").stringValue();
    request.path("user_ids").forEach(user -> asked.add(viewer + " " + user.stringValue()));
    return Map.of(
        "user_ids",
        request
            .path("user_ids")
            .valueStream()
            .map(JsonNode::stringValue)
            .filter(user -> !blocks.contains(user + " " + viewer))
            .filter(user -> !blocks.contains(viewer + " " + user))
            .filter(user ->
                conversations.values().stream()
                    .map(Conversation::participants)
                    .anyMatch(all -> all.contains(user) && all.contains(viewer)))
            .toList());
  }

  public void forgetMarkers(boolean publish) {
    publishesMarkers = publish;
  }

  @Nullable Conversation find(String id) {
    return conversations.get(id);
  }

  /// The pair's conversation, opened by the first to ask; of it the test has to tell.
  public @Nullable Conversation directOf(String one, String other) {
    return conversations.values().stream()
        .filter(c -> c.type.equals("direct") && c.participants().equals(Set.of(one, other)))
        .findFirst()
        .orElseGet(() -> other.isEmpty() ? null : conversation(one, other));
  }

  private Change change(
      Conversation conversation,
      @Nullable String what,
      @Nullable List<String> added,
      @Nullable List<String> removed) {
    Map<String, Object> body = view(conversation);
    boolean complete = conversation.participants().size() <= MAX_PARTICIPANTS;
    body.put("participants_complete", complete);
    if (!complete) {
      body.put("participants", List.of());
    }
    body.put("blocked_by", blockers(conversation));
    if (what != null) {
      body.put("change", what);
    }
    if (added != null) {
      body.put("added", added);
    }
    if (removed != null) {
      body.put("removed", removed);
    }
    String topic = what == null ? "conversation.created" : "conversation.updated";
    return new Change(
        topic, conversation.id(), conversation.version, Json.mapper().writeValueAsBytes(body));
  }

  private static Map<String, Object> view(Conversation conversation) {
    synchronized (conversation) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("id", conversation.id());
      view.put("type", conversation.type);
      view.put("state", "open");
      view.put("history", conversation.history);
      view.put("created_at", "2026-11-21T10:00:00.000000Z");
      view.put("updated_at", "2026-11-21T10:00:00.000000Z");
      view.put("version", conversation.version);
      view.put("last_seq", 0);
      view.put("rev", 0);
      view.put("participant_count", conversation.participants.size());
      List<Object> participants = new ArrayList<>();
      conversation.participants.forEach((user, joined) ->
          participants.add(
              Map.of(
                  "user_id",
                  user,
                  "role",
                  "member",
                  "joined_at",
                  "2026-11-21T10:00:00.000000Z",
                  "joined_seq",
                  joined,
                  "read_seq",
                  0,
                  "delivered_seq",
                  0)));
      view.put("participants", participants);
      return view;
    }
  }

  private Object access(byte[] body) {
    return Map.of(
        "items",
        Json.mapper()
            .readTree(body)
            .path("ids")
            .valueStream()
            .map(id -> conversations.get(id.stringValue()))
            .filter(Objects::nonNull)
            .map(ConversationServiceStub::view)
            .toList());
  }

  private Object memberships(byte[] body) {
    List<Object> items = new ArrayList<>();
    for (JsonNode user : Json.mapper().readTree(body).path("user_ids")) {
      List<Object> joined =
          conversations.values().stream()
              .filter(conversation -> conversation.participants().contains(user.stringValue()))
              .map(conversation -> (Object) membership(conversation, user.stringValue()))
              .collect(Collectors.toList());
      items.add(Map.of("user_id", user.stringValue(), "conversations", joined));
    }
    return Map.of("items", items);
  }

  private Map<String, Object> membership(Conversation conversation, String user) {
    long joinedSeq = conversation.participants.getOrDefault(user, 0L);
    return Map.of(
        "id",
        conversation.id(),
        "version",
        conversation.version,
        "from_seq",
        conversation.history.equals("all") ? 0 : joinedSeq,
        "joined_seq",
        joinedSeq,
        "blocked",
        !blockers(conversation).isEmpty());
  }

  private List<String> blockers(Conversation conversation) {
    Set<String> both = conversation.participants();
    return conversation.type.equals("direct")
        ? both.stream()
            .filter(one -> both.stream().anyMatch(other -> blocks.contains(one + " " + other)))
            .toList()
        : List.of();
  }

  private Object readMarkers(byte[] body) {
    List<Object> items = new ArrayList<>();
    for (JsonNode item : Json.mapper().readTree(body).path("items")) {
      items.add(
          mark(
              item.path("user_id").stringValue(),
              item.path("conversation_id").stringValue(),
              item.path("kind").stringValue(),
              item.path("seq").longValue(100)));
    }
    return Map.of("items", items);
  }

  private Object mark(String user, String id, String kind, long seq) {
    Conversation conversation = conversations.get(id);
    if (conversation == null || !conversation.participants().contains(user)) {
      boolean former = conversation != null && conversation.former.contains(user);
      return Map.of("error", Map.of("code", former ? "not_participant" : "not_found"));
    }
    long now = cursors.merge(kind + " " + user + " " + id, seq, Math::max);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("conversation_id", id);
    answer.put("user_id", user);
    answer.put("seq", now);
    answer.put("read_seq", cursors.getOrDefault("read " + user + " " + id, 0L));
    answer.put("unread_count", 100 - now);
    answer.put("total", 100 - now);
    answer.put("version", markerVersion.incrementAndGet());
    if (publishesMarkers) {
      Map<String, Object> event = new LinkedHashMap<>(answer);
      event.put("at", "2026-11-21T10:00:00.000000Z");
      String topic = kind.equals("read") ? "conversation.read" : "conversation.delivered";
      Events.publish(
          topic, id, user, Map.of("version", "1"), Json.mapper().writeValueAsBytes(event));
    }
    return answer;
  }

  /// `/internal/users/{user}/sync`: says who asked for what.
  private static Object sync(String path, byte[] body) throws RefusedException {
    JsonNode request = Json.mapper().readTree(body);
    if (request.has("bad")) {
      throw new RefusedException(400, "validation_failed");
    }
    return Map.of(
        "items", List.of(Map.of("for", path.split("/")[3], "asked", request)), "since", "token");
  }

  /// `/internal/users/{user}/conversations/{id}`.
  private Object conversation(String path) throws RefusedException {
    String[] parts = path.substring(USERS.length()).split("/");
    Conversation conversation = conversations.get(parts[2]);
    if (conversation != null && conversation.former.contains(parts[0])) {
      throw new RefusedException(403, "not_participant");
    }
    if (conversation == null || !conversation.participants().contains(parts[0])) {
      throw new RefusedException(404, "not_found");
    }
    Map<String, Object> view = view(conversation);
    view.put("me", Map.of("role", "member", "read_seq", 0, "unread_count", 0));
    return view;
  }
}
