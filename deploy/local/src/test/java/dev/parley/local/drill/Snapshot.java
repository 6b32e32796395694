package dev.parley.local.drill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.json.JSONArray;
import org.json.JSONObject;

/// All that a user's client would have if it fetched everything anew, in a form that can be
/// compared.
final class Snapshot {

  /// The conversations that the user has left.
  static final String LEFT = "left";

  /// The badge.
  static final String UNREAD = "unread";

  /// What is compared.
  enum Scope {
    /// All of it.
    WHOLE,
    /// What sockets tell: not how far another device of one's own has received, which nobody shows;
    /// of a direct conversation no version, as a change that the other side must not learn of moves
    /// it: a block; and of one that one may not read from its start no rev, as a message that one
    /// may not read moves it.
    TOLD
  }

  private record Fetched(JSONObject view, TreeMap<Long, JSONObject> messages) {}

  private final String user;
  private final Map<String, Fetched> conversations = new TreeMap<>();
  private final Map<String, Object> rest = new TreeMap<>();

  private Snapshot(String user) {
    this.user = user;
  }

  static Snapshot of(RunningSuite suite, String user) throws IOException {
    Snapshot snapshot = new Snapshot(user);
    for (String archived : List.of("false", "true")) {
      for (JSONObject view : inbox(suite, user, "archived=" + archived)) {
        String id = view.getString("id");
        snapshot.conversations.put(id, new Fetched(view, messages(suite, user, id)));
      }
    }
    TreeSet<String> left = new TreeSet<>();
    inbox(suite, user, "left=true").forEach(view -> left.add(view.getString("id")));
    snapshot.rest.put(LEFT, left);
    JSONObject unread = suite.get("/api/v1/unread", user);
    snapshot.rest.put(UNREAD, unread.getLong("total") + " in " + unread.getLong("conversations"));
    return snapshot;
  }

  private static List<JSONObject> inbox(RunningSuite suite, String user, String filter)
      throws IOException {
    List<JSONObject> views = new ArrayList<>();
    String cursor = "";
    do {
      JSONObject page = suite.get("/api/v1/conversations?limit=100&" + filter + cursor, user);
      page.getJSONArray("items").forEach(item -> views.add((JSONObject) item));
      cursor = page.has("next_cursor") ? "&cursor=" + page.getString("next_cursor") : "";
    } while (!cursor.isEmpty());
    return views;
  }

  static TreeMap<Long, JSONObject> messages(RunningSuite suite, String user, String id)
      throws IOException {
    TreeMap<Long, JSONObject> messages = new TreeMap<>();
    String path = "/api/v1/conversations/" + id + "/messages?limit=200&after_seq=";
    boolean more = true;
    while (more) {
      JSONObject page = suite.get(path + (messages.isEmpty() ? 0 : messages.lastKey()), user);
      for (Object message : page.getJSONArray("items")) {
        messages.put(((JSONObject) message).getLong("seq"), (JSONObject) message);
      }
      more = page.getBoolean("has_more");
    }
    return messages;
  }

  Map<String, Object> form(Scope scope) {
    Map<String, Object> forms = new TreeMap<>(rest);
    conversations.forEach(
        (id, fetched) -> forms.put(id, form(fetched.view, fetched.messages, user, scope)));
    return forms;
  }

  /// @param view as the server shows it, or as the client has worked it out
  static Object form(
      JSONObject view, TreeMap<Long, JSONObject> messages, String user, Scope scope) {
    JSONObject seen = new JSONObject(view.toString());
    if (scope == Scope.TOLD) {
      leaveOutWhatIsNotTold(seen, user);
    }
    JSONArray all = new JSONArray();
    for (JSONObject message : messages.values()) {
      JSONObject plain = new JSONObject(message.toString());
      plain.remove("change");
      all.put(plain);
    }
    return seen.put("messages", all).toMap();
  }

  private static void leaveOutWhatIsNotTold(JSONObject seen, String user) {
    if (seen.getString("type").equals("direct")) {
      seen.remove("version");
      seen.remove("updated_at");
    }
    if (seen.getJSONObject("me").getLong("from_seq") > 0) {
      seen.remove("rev");
    }
    seen.getJSONObject("me").remove("delivered_seq");
    for (Object participant : seen.optJSONArray("participants", new JSONArray())) {
      JSONObject shown = (JSONObject) participant;
      if (shown.getString("user_id").equals(user)) {
        shown.remove("delivered_seq");
      }
    }
  }
}
