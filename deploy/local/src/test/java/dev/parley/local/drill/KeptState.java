package dev.parley.local.drill;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.json.JSONArray;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/// What a model client keeps of its user's conversations, and how it takes over what it is told.
/// Messages by rev, conversations by version, markers only forward: it may be told anything twice,
/// or late.
final class KeptState {

  private static final Set<String> SLOW =
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

  private final String user;
  private final Map<String, JSONObject> conversations = new TreeMap<>();
  private final Map<String, TreeMap<Long, JSONObject>> messages = new TreeMap<>();
  private final Map<String, Long> revs = new TreeMap<>();
  private @Nullable String since;

  KeptState(String user) {
    this.user = user;
  }

  KeptState copy() {
    KeptState copy = new KeptState(user);
    conversations.forEach(
        (id, view) -> copy.conversations.put(id, new JSONObject(view.toString())));
    messages.forEach((id, all) -> copy.messages.put(id, new TreeMap<>(all)));
    copy.revs.putAll(revs);
    copy.since = since;
    return copy;
  }

  String user() {
    return user;
  }

  Set<String> ids() {
    return Set.copyOf(conversations.keySet());
  }

  Map<String, JSONObject> conversations() {
    return conversations;
  }

  TreeMap<Long, JSONObject> messagesOf(String conversation) {
    return messages.computeIfAbsent(conversation, _ -> new TreeMap<>());
  }

  JSONObject syncRequest() {
    return new JSONObject().put("conversations", new JSONObject(revs)).putOpt("since", since);
  }

  /// @return whether one or more before it are missing
  boolean takeMessage(JSONObject message) {
    String id = message.getString("conversation_id");
    JSONObject view = conversations.get(id);
    if (view == null) {
      return true;
    }
    long rev = message.getLong("rev");
    long held = revs.getOrDefault(id, 0L);
    if (rev == held + 1) {
      revs.put(id, rev);
    }
    put(id, view, message);
    return rev > held + 1;
  }

  private void put(String id, JSONObject view, JSONObject message) {
    long seq = message.getLong("seq");
    TreeMap<Long, JSONObject> all = messagesOf(id);
    JSONObject before = all.get(seq);
    if (before == null || before.getLong("rev") < message.getLong("rev")) {
      all.put(seq, message);
    }
    if (seq > view.getLong("last_seq")) {
      view.getJSONObject("me").put("archived", false);
    }
    String sender = message.getString("sender_id");
    moveMarker(view, sender, "read_seq", seq);
    moveMarker(view, sender, "delivered_seq", seq);
  }

  /// `messages_read` or `messages_delivered`.
  void takeReceipt(JSONObject receipt, boolean read) {
    JSONObject view = conversations.get(receipt.getString("conversation_id"));
    if (view != null) {
      String reader = receipt.getString("user_id");
      if (read) {
        moveMarker(view, reader, "read_seq", receipt.getLong("seq"));
      }
      moveMarker(view, reader, "delivered_seq", receipt.getLong("seq"));
    }
  }

  private void moveMarker(JSONObject view, String whose, String marker, long seq) {
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
  }

  /// `conversation_updated`.
  ///
  /// @return whether it is a conversation that is not kept yet
  boolean takeConversation(JSONObject update) {
    JSONObject view = conversations.get(update.getString("id"));
    if (view == null) {
      return true;
    }
    if (update.getLong("version") > view.getLong("version")) {
      takeSlowPart(update, view);
    }
    return false;
  }

  private void takeSlowPart(JSONObject from, JSONObject view) {
    JSONArray before = view.optJSONArray("participants", new JSONArray());
    for (String field : SLOW) {
      view.put(field, from.has(field) ? from.get(field) : null);
    }
    for (int i = 0; i < before.length(); i++) {
      JSONObject participant = before.getJSONObject(i);
      String whose = participant.getString("user_id");
      moveMarker(view, whose, "read_seq", participant.getLong("read_seq"));
      moveMarker(view, whose, "delivered_seq", participant.getLong("delivered_seq"));
    }
  }

  void remove(String conversation) {
    conversations.remove(conversation);
    messages.remove(conversation);
    revs.remove(conversation);
  }

  /// An answer of sync.
  ///
  /// @return the conversations whose messages have to be fetched anew
  Set<String> takeAnswer(JSONObject answer) {
    Set<String> reset = new java.util.TreeSet<>();
    JSONArray items = answer.getJSONArray("items");
    for (int i = 0; i < items.length(); i++) {
      JSONObject item = items.getJSONObject(i);
      String id = item.getJSONObject("conversation").getString("id");
      if (item.getBoolean("left")) {
        remove(id);
      } else if (takeItem(id, item)) {
        reset.add(id);
      }
    }
    since = answer.getString("since");
    return reset;
  }

  private boolean takeItem(String id, JSONObject item) {
    JSONObject view = item.getJSONObject("conversation");
    JSONObject before = conversations.put(id, view);
    if (before != null) {
      JSONArray participants = before.optJSONArray("participants", new JSONArray());
      if (before.getLong("version") > view.getLong("version")) {
        takeSlowPart(before, view);
      } else {
        for (int i = 0; i < participants.length(); i++) {
          takeMarkers(view, participants.getJSONObject(i));
        }
      }
    }
    boolean reset = item.getBoolean("reset");
    if (reset) {
      messagesOf(id).clear();
    }
    JSONArray changes = item.getJSONArray("changes");
    for (int i = 0; i < changes.length(); i++) {
      put(id, view, changes.getJSONObject(i));
    }
    messagesOf(id).values().forEach(message -> put(id, view, message));
    long rev = item.getLong("rev");
    revs.put(id, reset ? rev : Math.max(rev, revs.getOrDefault(id, 0L)));
    return reset;
  }

  private void takeMarkers(JSONObject view, JSONObject participant) {
    String whose = participant.getString("user_id");
    moveMarker(view, whose, "read_seq", participant.getLong("read_seq"));
    moveMarker(view, whose, "delivered_seq", participant.getLong("delivered_seq"));
  }

  /// As [Snapshot] compares it.
  Map<String, String> form(Snapshot.Scope scope) {
    Map<String, String> forms = new TreeMap<>();
    conversations.forEach((id, view) -> {
      JSONObject seen = new JSONObject(view.toString());
      Derived.complete(seen, messagesOf(id), revs.getOrDefault(id, 0L), user);
      forms.put(id, Snapshot.form(seen, messagesOf(id), user, scope));
    });
    return forms;
  }
}
