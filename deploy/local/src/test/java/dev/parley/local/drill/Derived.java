package dev.parley.local.drill;

import java.util.Map;
import java.util.TreeMap;
import org.json.JSONArray;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/// What a client works out by itself from what it has: the newest message, what is unread, which
/// reactions are its user's, and what became of the messages that its user has sent.
final class Derived {

  private static final int PREVIEW = 140;
  private static final Map<String, String> KINDS =
      Map.of(
          "image",
          "Photo",
          "video",
          "Video",
          "audio",
          "Audio",
          "file",
          "File",
          "location",
          "Location");

  private final String user;
  private final JSONObject view;
  private final TreeMap<Long, JSONObject> messages = new TreeMap<>();

  Derived(String user, JSONObject view, TreeMap<Long, JSONObject> messages) {
    this.user = user;
    this.view = view;
    messages.forEach((seq, message) -> this.messages.put(seq, new JSONObject(message.toString())));
  }

  /// @param profiles what was told of users, by their ids
  void complete(long rev, Map<String, JSONObject> profiles) {
    view.put("rev", Math.max(rev, view.getLong("rev")));
    for (Object participant : participants()) {
      JSONObject shown = (JSONObject) participant;
      JSONObject profile = profiles.get(shown.getString("user_id"));
      if (profile != null && profile.getLong("version") > shown.optLong("profile_version")) {
        shown.put("name", profile.opt("name"));
        shown.put("avatar_url", profile.opt("avatar_url"));
        shown.put("profile_version", profile.getLong("version"));
      }
    }
    newest();
    unread();
    messages.values().forEach(this::ofReader);
  }

  TreeMap<Long, JSONObject> messages() {
    return messages;
  }

  private JSONArray participants() {
    return view.optJSONArray("participants", new JSONArray());
  }

  private void newest() {
    if (messages.isEmpty()) {
      return;
    }
    JSONObject last = messages.lastEntry().getValue();
    if (last.getLong("seq") >= view.getLong("last_seq")) {
      view.put("last_seq", last.getLong("seq"));
      view.put("last_message_at", last.getString("created_at"));
      view.put("last_message", summary(last));
    }
  }

  private void unread() {
    JSONObject me = view.getJSONObject("me");
    long unread = 0;
    long mentions = 0;
    for (JSONObject message : messages.tailMap(me.getLong("read_seq"), false).values()) {
      if (!message.has("deleted_at") && !message.optBoolean("silent")) {
        unread++;
        mentions += mentions(message) ? 1 : 0;
      }
    }
    me.put("unread_count", unread);
    me.put("mention_count", mentions);
  }

  private boolean mentions(JSONObject message) {
    for (Object mentioned : message.optJSONArray("mentions", new JSONArray())) {
      if (mentioned.equals(user) || mentioned.equals("@all")) {
        return true;
      }
    }
    return false;
  }

  private static JSONObject summary(JSONObject message) {
    JSONObject summary = new JSONObject();
    for (String field : new String[] {"id", "seq", "sender_id", "type", "created_at"}) {
      summary.put(field, message.get(field));
    }
    String content = message.optString("content", "");
    if (!message.has("deleted_at")) {
      summary.put(
          "preview",
          content.isEmpty()
              ? KINDS.getOrDefault(message.getString("type"), "Message")
              : content.substring(0, Math.min(PREVIEW, content.length())));
    }
    return summary;
  }

  private void ofReader(JSONObject message) {
    for (Object reaction : message.optJSONArray("reactions", new JSONArray())) {
      JSONObject shown = (JSONObject) reaction;
      shown.put("me", shown.getJSONArray("user_ids").toList().contains(user));
    }
    boolean own = message.getString("sender_id").equals(user) && !message.has("deleted_at");
    message.put("status", own ? status(message.getLong("seq")) : null);
  }

  /// Of all others.
  private @Nullable String status(long seq) {
    long read = Long.MAX_VALUE;
    long delivered = Long.MAX_VALUE;
    for (Object participant : participants()) {
      JSONObject other = (JSONObject) participant;
      if (!other.getString("user_id").equals(user)) {
        read = Math.min(read, other.getLong("read_seq"));
        delivered = Math.min(delivered, other.getLong("delivered_seq"));
      }
    }
    if (read == Long.MAX_VALUE) {
      return null;
    }
    return read >= seq ? "read" : delivered >= seq ? "delivered" : "sent";
  }
}
