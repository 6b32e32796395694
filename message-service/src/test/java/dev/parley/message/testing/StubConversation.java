package dev.parley.message.testing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
/// @param left what those may read who are gone: after the first seq, up to the second; and the rev
///   and the time, in microseconds, when they left
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
    return without(user, List.of(fromSeq, leftSeq));
  }

  /// As conversation-service tells of it, which knows when that was.
  public StubConversation without(
      String user, long fromSeq, long leftSeq, long leftRev, Instant leftAt) {
    return without(
        user, List.of(fromSeq, leftSeq, leftRev, ChronoUnit.MICROS.between(Instant.EPOCH, leftAt)));
  }

  private StubConversation without(String user, List<Long> window) {
    Map<String, List<Long>> windows = new HashMap<>(left);
    windows.put(user, window);
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
      Map<String, Object> told = new HashMap<>(leaving(window));
      told.put("conversation_id", id);
      told.put("from_seq", window.get(0));
      told.put("to_seq", window.get(1));
      return Optional.of(told);
    }
    long from = history.equals("since_joining") ? joined.getOrDefault(user, 0L) : 0;
    return roles.containsKey(user)
        ? Optional.of(Map.of("conversation_id", id, "from_seq", from))
        : Optional.empty();
  }

  static Map<String, Object> leaving(List<Long> window) {
    return window.size() < 4
        ? Map.of()
        : Map.of(
            "left_rev",
            window.get(2),
            "left_at",
            Instant.EPOCH.plus(window.get(3), ChronoUnit.MICROS));
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
