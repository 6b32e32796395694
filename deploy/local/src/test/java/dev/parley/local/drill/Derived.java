package dev.parley.local.drill;

import java.util.TreeMap;
import org.json.JSONArray;
import org.json.JSONObject;

/// What a client works out by itself from the messages it has: the newest one and what is unread.
final class Derived {

  private static final int PREVIEW = 140;

  private Derived() {}

  static void complete(JSONObject view, TreeMap<Long, JSONObject> messages, long rev, String user) {
    view.put("rev", Math.max(rev, view.getLong("rev")));
    if (messages.isEmpty()) {
      return;
    }
    JSONObject last = messages.lastEntry().getValue();
    if (last.getLong("seq") >= view.getLong("last_seq")) {
      view.put("last_seq", last.getLong("seq"));
      view.put("last_message_at", last.getString("created_at"));
      view.put("last_message", summary(last));
    }
    JSONObject me = view.getJSONObject("me");
    long read = me.getLong("read_seq");
    long unread = 0;
    long mentions = 0;
    for (JSONObject message : messages.tailMap(read, false).values()) {
      if (!message.has("deleted_at") && !message.optBoolean("silent")) {
        unread++;
        mentions += mentions(message, user) ? 1 : 0;
      }
    }
    me.put("unread_count", unread);
    me.put("mention_count", mentions);
  }

  private static boolean mentions(JSONObject message, String user) {
    JSONArray mentions = message.optJSONArray("mentions", new JSONArray());
    for (Object mentioned : mentions) {
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
      summary.put("preview", content.substring(0, Math.min(PREVIEW, content.length())));
    }
    return summary;
  }
}
