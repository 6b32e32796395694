package dev.parley.local.drill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.json.JSONArray;
import org.json.JSONObject;

/// All that a user's client would have if it fetched everything anew, in a form that can be
/// compared.
final class Snapshot {

  /// What is compared.
  enum Scope {
    /// All of it.
    WHOLE,
    /// What sockets tell: not what others are called, nor how far another device of one's own has
    /// received, and nothing of a change that the other side must not learn of, as a block is.
    TOLD
  }

  private Snapshot() {}

  static Map<String, String> of(RunningSuite suite, String user, Scope scope) throws IOException {
    Map<String, String> forms = new TreeMap<>();
    for (String archived : List.of("false", "true")) {
      String path = "/api/v1/conversations?limit=100&archived=" + archived;
      String cursor = "";
      do {
        JSONObject page = suite.get(path + cursor, user);
        for (Object item : page.getJSONArray("items")) {
          JSONObject view = (JSONObject) item;
          String id = view.getString("id");
          forms.put(id, form(view, messages(suite, user, id), user, scope));
        }
        cursor = page.has("next_cursor") ? "&cursor=" + page.getString("next_cursor") : "";
      } while (!cursor.isEmpty());
    }
    return forms;
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

  /// @param view as the server shows it, or as the client has worked it out
  static String form(
      JSONObject view, TreeMap<Long, JSONObject> messages, String user, Scope scope) {
    JSONObject seen = new JSONObject(view.toString());
    if (scope == Scope.TOLD) {
      seen.remove("version");
      seen.remove("updated_at");
      seen.getJSONObject("me").remove("delivered_seq");
      for (Object participant : seen.optJSONArray("participants", new JSONArray())) {
        JSONObject shown = (JSONObject) participant;
        shown.remove("name");
        shown.remove("avatar_url");
        if (shown.getString("user_id").equals(user)) {
          shown.remove("delivered_seq");
        }
      }
    }
    List<Object> all = new ArrayList<>();
    messages.values().forEach(message -> all.add(sorted(withoutReader(message))));
    return sorted(seen.toMap()) + "\n  " + all;
  }

  /// What depends on who reads it is not in what everybody is told.
  private static Map<String, Object> withoutReader(JSONObject message) {
    JSONObject plain = new JSONObject(message.toString());
    plain.remove("status");
    plain.remove("change");
    for (Object reaction : plain.optJSONArray("reactions", new JSONArray())) {
      ((JSONObject) reaction).remove("me");
    }
    return plain.toMap();
  }

  private static Object sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, one) -> sorted.put(String.valueOf(key), sorted(one)));
      return sorted;
    }
    return value instanceof List<?> list ? list.stream().map(Snapshot::sorted).toList() : value;
  }
}
