package dev.parley.message.testing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A conversation, and who is in it (`admin` or `member`) and who was.
///
/// @param joined the seq after which those came who came later
/// @param left what those may read who are gone: after the first seq, up to the second
public record StubConversation(
    UUID id,
    String type,
    String state,
    long version,
    boolean blocked,
    String history,
    Map<String, String> roles,
    Map<String, Long> joined,
    Set<String> former,
    Map<String, List<Long>> left) {

  static StubConversation of(UUID id, String type, Map<String, String> roles) {
    return new StubConversation(
        id, type, "open", 1, false, "all", roles, Map.of(), Set.of(), Map.of());
  }

  public StubConversation in(String newState) {
    return new StubConversation(
        id, type, newState, version + 1, blocked, history, roles, joined, former, left);
  }

  public StubConversation blocked(boolean now) {
    return new StubConversation(
        id, type, state, version + 1, now, history, roles, joined, former, left);
  }

  public StubConversation sinceJoining() {
    return new StubConversation(
        id, type, state, version + 1, blocked, "since_joining", roles, joined, former, left);
  }

  /// Whom conversation-service has no window of.
  public StubConversation without(String user) {
    Map<String, String> remaining = new LinkedHashMap<>(roles);
    remaining.remove(user);
    Set<String> gone = new HashSet<>(former);
    gone.add(user);
    return new StubConversation(
        id, type, state, version + 1, blocked, history, remaining, joined, gone, left);
  }

  public StubConversation without(String user, long fromSeq, long leftSeq) {
    Map<String, List<Long>> windows = new HashMap<>(left);
    windows.put(user, List.of(fromSeq, leftSeq));
    StubConversation gone = without(user);
    return new StubConversation(
        id, type, state, gone.version, blocked, history, gone.roles, joined, gone.former, windows);
  }

  public StubConversation with(String user) {
    return with(user, 0);
  }

  public StubConversation with(String user, long joinedSeq) {
    Map<String, String> more = new LinkedHashMap<>(roles);
    more.put(user, "member");
    Map<String, Long> since = new HashMap<>(joined);
    since.put(user, joinedSeq);
    Map<String, List<Long>> windows = new HashMap<>(left);
    windows.remove(user);
    return new StubConversation(
        id, type, state, version + 1, blocked, history, more, since, former, windows);
  }

  /// What the user may read of it, where that is anything.
  Optional<Map<String, Object>> windowOf(String user) {
    List<Long> window = left.get(user);
    if (window != null) {
      return Optional.of(
          Map.of("conversation_id", id, "from_seq", window.getFirst(), "to_seq", window.getLast()));
    }
    long from = history.equals("since_joining") ? joined.getOrDefault(user, 0L) : 0;
    return roles.containsKey(user)
        ? Optional.of(Map.of("conversation_id", id, "from_seq", from))
        : Optional.empty();
  }

  Map<String, Object> access() {
    List<Map<String, Object>> participants =
        roles.entrySet().stream()
            .map(e ->
                Map.<String, Object>of(
                    "user_id", e.getKey(),
                    "role", e.getValue(),
                    "joined_seq", joined.getOrDefault(e.getKey(), 0L)))
            .toList();
    return Map.of(
        "conversation_id", id,
        "type", type,
        "state", state,
        "version", version,
        "blocked", blocked,
        "history", history,
        "participants", participants);
  }
}
