package dev.parley.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.json.JSONArray;
import org.json.JSONObject;

/// Users and conversations of a drill's own, and how its users act: over the gateway.
final class Scene {

  private static final String API = "/api/v1";

  /// Opened the group, and is its admin.
  final String anna;

  /// Is in it from the beginning to the end.
  final String ben;

  /// Comes and goes.
  final String carl;

  /// Comes later.
  final String dora;

  final String group;

  /// Of Anna and Ben.
  final String direct;

  private final RunningSuite suite;
  private final boolean strict;
  private int counter;

  /// @param strict whether all must succeed; in a random history some of it is refused
  Scene(RunningSuite suite, String prefix, boolean strict) throws IOException {
    this.suite = suite;
    this.strict = strict;
    this.anna = prefix + "-anna";
    this.ben = prefix + "-ben";
    this.carl = prefix + "-carl";
    this.dora = prefix + "-dora";
    this.group = openGroup(anna, ben, carl);
    this.direct = openDirect(anna, ben);
  }

  RunningSuite suite() {
    return suite;
  }

  String openGroup(String user, String... others) throws IOException {
    return open(user, Map.of("type", "group", "name", "Crew", "participant_ids", List.of(others)));
  }

  String openDirect(String user, String other) throws IOException {
    return open(user, Map.of("type", "direct", "participant_ids", List.of(other)));
  }

  private String open(String user, Map<String, ?> request) throws IOException {
    return new JSONObject(call("POST", user, "/conversations", request).body()).getString("id");
  }

  /// Another text each time.
  String text() {
    return "words " + ++counter;
  }

  /// @param more fields, beside the content
  void send(String user, String conversation, Map<String, ?> more) throws IOException {
    JSONObject message = new JSONObject(more);
    if (!message.has("type")) {
      message.put("content", text());
    }
    call("POST", user, path(conversation, "/messages"), message.toMap());
  }

  void put(String user, String conversation, String what, Map<String, ?> body) throws IOException {
    call("PUT", user, path(conversation, what), body);
  }

  void post(String user, String conversation, String what, Map<String, ?> body) throws IOException {
    call("POST", user, path(conversation, what), body);
  }

  void patch(String user, String conversation, String what, Map<String, ?> body)
      throws IOException {
    call("PATCH", user, path(conversation, what), body);
  }

  void delete(String user, String conversation, String what) throws IOException {
    call("DELETE", user, path(conversation, what), Map.of());
  }

  /// @param path after `/api/v1`
  HttpResponse<String> call(String method, String user, String path, Map<String, ?> body)
      throws IOException {
    HttpResponse<String> answer = ask(method, user, path, body);
    if (answer.statusCode() >= (strict ? 300 : 500)) {
      throw new IOException(method + " " + path + ": " + answer.body());
    }
    return answer;
  }

  /// What must be refused.
  void refused(String code, String method, String user, String path, Map<String, ?> body)
      throws IOException {
    HttpResponse<String> answer = ask(method, user, path, body);
    if (strict) {
      assertThat(answer.body()).as(method + " " + path).contains("\"code\":\"" + code + "\"");
    }
  }

  private HttpResponse<String> ask(String method, String user, String path, Map<String, ?> body)
      throws IOException {
    boolean bare = method.equals("GET") || method.equals("DELETE");
    return suite.request(method, API + path, user, bare ? null : new JSONObject(body).toString());
  }

  static String path(String conversation, String what) {
    return "/conversations/" + conversation + what;
  }

  /// `/messages/{id}` of the newest that the user has sent and not deleted.
  String newestOf(String user, String conversation) throws IOException {
    for (JSONObject message : messages(conversation).reversed()) {
      if (message.getString("sender_id").equals(user) && !message.has("deleted_at")) {
        return "/messages/" + message.getString("id");
      }
    }
    return "/messages/" + UUID.randomUUID();
  }

  String idOfNewestOf(String user, String conversation) throws IOException {
    String path = newestOf(user, conversation);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// The newest, as Ben sees them: he is in all of them.
  List<JSONObject> messages(String conversation) throws IOException {
    JSONArray items =
        suite
            .get(API + path(conversation, "/messages?limit=100"), ben)
            .optJSONArray("items", new JSONArray());
    return items.toList().stream().map(item -> new JSONObject((Map<?, ?>) item)).toList();
  }

  /// 0 where there is none.
  long lastSeq(String conversation) throws IOException {
    List<JSONObject> all = messages(conversation);
    return all.isEmpty() ? 0 : all.getLast().getLong("seq");
  }

  /// Does it, and waits until a system message tells of it.
  ///
  /// @param event as its metadata names it
  void told(String conversation, String event, Deed.Doing doing) throws Exception {
    long before = tellings(conversation, event);
    doing.run();
    await(event, () -> tellings(conversation, event) > before);
  }

  private long tellings(String conversation, String event) throws IOException {
    return messages(conversation).stream()
        .map(message -> message.optJSONObject("metadata", new JSONObject()))
        .filter(metadata -> metadata.optString("event").equals(event))
        .count();
  }

  /// Waits for what the deed is to come to; a random history does not.
  void await(String what, Callable<Boolean> condition) {
    if (strict) {
      Awaitility.await(what)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .ignoreExceptions()
          .until(condition);
    }
  }
}
