package dev.parley.conversation.sync;

import dev.parley.common.json.Json;
import dev.parley.conversation.Api;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A device that keeps what sync tells it, and nothing else.
final class Device {

  /// What it holds of one conversation.
  static final class Held {
    long rev;
    @Nullable JsonNode conversation;
    final TreeMap<Long, JsonNode> messages = new TreeMap<>();
  }

  private final Api.User user;
  private final Map<String, Held> held = new TreeMap<>();
  private final List<String> told = new ArrayList<>();
  private @Nullable String since;

  Device(Api.User user) {
    this.user = user;
  }

  /// Asks until there is no more.
  ///
  /// @return the ids of the conversations that it was told of
  List<String> sync() {
    told.clear();
    int calls = 0;
    while (syncOnce() && calls++ < 100) {
      // goes on where the last answer ended
    }
    return List.copyOf(told);
  }

  /// @return whether there is more
  boolean syncOnce() {
    JsonNode answer = ask().json();
    for (JsonNode item : answer.path("items").values()) {
      take(item);
    }
    since = answer.path("since").asString();
    return answer.path("more").asBoolean();
  }

  Api.Answer ask() {
    Map<String, Long> revs = new HashMap<>();
    held.forEach((id, one) -> revs.put(id, one.rev));
    Map<String, Object> request = new HashMap<>(Map.of("conversations", revs));
    if (since != null) {
      request.put("since", since);
    }
    Api.Answer answer = user.post("/sync", Json.mapper().writeValueAsString(request));
    if (answer.status() != 200) {
      throw new AssertionError(answer.text());
    }
    return answer;
  }

  private void take(JsonNode item) {
    String id = item.path("conversation").path("id").asString();
    told.add(id);
    if (item.path("left").asBoolean()) {
      held.remove(id);
      return;
    }
    Held one = held.computeIfAbsent(id, _ -> new Held());
    if (item.path("reset").asBoolean()) {
      one.messages.clear();
    }
    one.conversation = item.path("conversation");
    one.rev = item.path("rev").asLong();
    item.path("changes").values().forEach(m -> one.messages.put(m.path("seq").asLong(), m));
  }

  Map<String, Held> held() {
    return held;
  }

  Held of(String conversation) {
    Held one = held.get(conversation);
    if (one == null) {
      throw new AssertionError(conversation + " is not held");
    }
    return one;
  }

  JsonNode conversation(String id) {
    JsonNode conversation = of(id).conversation;
    if (conversation == null) {
      throw new AssertionError(id + " was never told of");
    }
    return conversation;
  }

  @Nullable String since() {
    return since;
  }

  void setSince(@Nullable String token) {
    since = token;
  }
}
