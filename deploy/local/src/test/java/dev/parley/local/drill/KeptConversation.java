package dev.parley.local.drill;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.json.JSONArray;
import org.json.JSONObject;

/// A conversation as a client keeps it. Messages by rev, the rest by version, markers only forward:
/// it may be told anything twice, or late.
final class KeptConversation {

  /// What changes with the version, and is the same for everyone.
  private static final Set<String> VERSIONED =
      Set.of(
          "name",
          "avatar_url",
          "context",
          "state",
          "history",
          "metadata",
          "updated_at",
          "version",
          "participant_count",
          "participants");

  /// Which of it moves something in one's own view that only a sync tells.
  private static final List<String> MOVES_ONES_OWN = List.of("state", "history");

  private final String user;
  private final TreeMap<Long, JSONObject> messages = new TreeMap<>();
  private JSONObject view;
  private long rev;

  KeptConversation(String user, JSONObject view) {
    this.user = user;
    this.view = view;
  }

  KeptConversation copy() {
    KeptConversation copy = new KeptConversation(user, new JSONObject(view.toString()));
    copy.messages.putAll(messages);
    copy.rev = rev;
    return copy;
  }

  long rev() {
    return rev;
  }

  JSONObject view() {
    return view;
  }

  TreeMap<Long, JSONObject> messages() {
    return messages;
  }

  /// @return whether one or more before it are missing
  boolean takeMessage(JSONObject message) {
    long at = message.getLong("rev");
    boolean gap = at > rev + 1;
    if (at == rev + 1) {
      rev = at;
    }
    put(message);
    return gap;
  }

  private void put(JSONObject message) {
    long seq = message.getLong("seq");
    JSONObject before = messages.get(seq);
    if (before == null || before.getLong("rev") < message.getLong("rev")) {
      messages.put(seq, message);
    }
    boolean counts = !message.has("deleted_at") && !message.optBoolean("silent");
    if (seq > view.getLong("last_seq") && counts && !isArchivedForAll()) {
      view.getJSONObject("me").put("archived", false);
    }
    String sender = message.getString("sender_id");
    moveMarker(sender, "read_seq", seq);
    moveMarker(sender, "delivered_seq", seq);
  }

  private boolean isArchivedForAll() {
    return view.getString("state").equals("archived");
  }

  /// Of whomever: what is read is delivered.
  void moveMarker(String whose, String marker, long seq) {
    JSONArray participants = view.optJSONArray("participants", new JSONArray());
    for (int i = 0; i < participants.length(); i++) {
      JSONObject participant = participants.getJSONObject(i);
      if (participant.getString("user_id").equals(whose)) {
        participant.put(marker, Math.max(seq, participant.getLong(marker)));
      }
    }
    JSONObject me = view.getJSONObject("me");
    if (whose.equals(user)) {
      me.put(marker, Math.max(seq, me.getLong(marker)));
    }
    if (marker.equals("read_seq")) {
      moveMarker(whose, "delivered_seq", seq);
    }
  }

  /// `conversation_updated`.
  ///
  /// @return whether a sync has to tell the rest
  boolean takeUpdate(JSONObject update) {
    if (update.getLong("version") <= view.getLong("version")) {
      return false;
    }
    boolean moved =
        MOVES_ONES_OWN.stream().anyMatch(f -> !update.getString(f).equals(view.getString(f)));
    takeVersioned(update);
    return moved;
  }

  private void takeVersioned(JSONObject from) {
    JSONArray before = view.optJSONArray("participants", new JSONArray());
    for (String field : VERSIONED) {
      view.put(field, from.opt(field));
    }
    for (Object participant : view.optJSONArray("participants", new JSONArray())) {
      JSONObject one = (JSONObject) participant;
      if (one.getString("user_id").equals(user)) {
        view.getJSONObject("me").put("role", one.getString("role"));
      }
    }
    keepMarkers(before);
  }

  private void keepMarkers(JSONArray participants) {
    for (Object participant : participants) {
      JSONObject one = (JSONObject) participant;
      moveMarker(one.getString("user_id"), "read_seq", one.getLong("read_seq"));
      moveMarker(one.getString("user_id"), "delivered_seq", one.getLong("delivered_seq"));
    }
  }

  /// An item of a sync's answer.
  ///
  /// @return whether its messages have to be fetched anew
  boolean takeItem(JSONObject item) {
    JSONObject before = view;
    view = item.getJSONObject("conversation");
    if (before.getLong("version") > view.getLong("version")) {
      takeVersioned(before);
    } else {
      keepMarkers(before.optJSONArray("participants", new JSONArray()));
    }
    boolean reset = item.getBoolean("reset");
    if (reset) {
      messages.clear();
    }
    // What one may read no longer goes; whoever tells of it after that tells too much.
    messages.headMap(view.getJSONObject("me").getLong("from_seq"), true).clear();
    item.getJSONArray("changes").forEach(change -> put((JSONObject) change));
    List.copyOf(messages.values()).forEach(this::put);
    long to = item.getLong("rev");
    rev = reset ? to : Math.max(to, rev);
    return reset;
  }

  /// What was fetched because a sync said so.
  void takeFetched(JSONObject message) {
    put(message);
  }
}
