package dev.parley.local.drill;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.json.JSONArray;
import org.json.JSONObject;

/// Everything that can be done in a chat, done by users of this drill's own.
final class Deeds implements AutoCloseable {

  interface Deed {
    void run() throws Exception;
  }

  private final RunningSuite suite;
  private final KafkaProducer<String, String> platform;
  private final String anna;
  private final String ben;
  private final String carl;
  private final String group;
  private final String direct;
  private final boolean strict;
  private int counter;

  /// @param strict whether each deed must succeed; in a random history some are refused
  Deeds(RunningSuite suite, String prefix, boolean strict) throws IOException {
    this.suite = suite;
    this.strict = strict;
    this.anna = prefix + "-anna";
    this.ben = prefix + "-ben";
    this.carl = prefix + "-carl";
    this.platform =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", suite.kafka()),
            new StringSerializer(),
            new StringSerializer());
    this.group =
        open(Map.of("type", "group", "name", "Crew", "participant_ids", List.of(ben, carl)));
    this.direct = open(Map.of("type", "direct", "participant_ids", List.of(ben)));
  }

  List<String> users() {
    return List.of(anna, ben, carl);
  }

  private String open(Map<String, ?> request) throws IOException {
    return suite.post("/api/v1/conversations", anna, new JSONObject(request)).getString("id");
  }

  /// By name, in an order in which each has an effect.
  Map<String, Deed> all() {
    Map<String, Deed> deeds = new LinkedHashMap<>();
    deeds.put("send", () -> send(ben, group, Map.of()));
    deeds.put("mention", () -> send(anna, group, Map.of("mentions", List.of(ben, carl))));
    deeds.put("reply", () -> send(carl, group, Map.of("reply_to", newest(group))));
    deeds.put("send directly", () -> send(ben, direct, Map.of()));
    deeds.put("deliver", () -> put(carl, group, "/delivered", Map.of("seq", 2)));
    deeds.put("read", () -> put(anna, group, "/read", Map.of("seq", 2)));
    deeds.put("read all", () -> put(carl, group, "/read", Map.of()));
    messages(deeds);
    groups(deeds);
    own(deeds);
    deeds.put("block", () -> call("PUT", anna, "/api/v1/blocks/" + ben, Map.of()));
    deeds.put("unblock", () -> call("DELETE", anna, "/api/v1/blocks/" + ben, Map.of()));
    deeds.put(
        "open a group",
        () -> open(Map.of("type", "group", "name", "More", "participant_ids", List.of(carl))));
    deeds.put(
        "open a direct one",
        () -> open(Map.of("type", "direct", "participant_ids", List.of(carl))));
    deeds.put("match.created", this::match);
    return deeds;
  }

  private void messages(Map<String, Deed> deeds) {
    String thumb = "/reactions/%F0%9F%91%8D";
    deeds.put("edit", () -> patch(ben, group, newestOf(ben), Map.of("content", "so " + ++counter)));
    deeds.put("react", () -> put(anna, group, newestOf(ben) + thumb, Map.of()));
    deeds.put("react, too", () -> put(carl, group, newestOf(ben) + thumb, Map.of()));
    deeds.put("unreact", () -> delete(anna, group, newestOf(ben) + thumb));
    deeds.put("pin", () -> put(anna, group, newestOf(ben) + "/pin", Map.of()));
    deeds.put("unpin", () -> delete(anna, group, newestOf(ben) + "/pin"));
    deeds.put(
        "reply in a thread", () -> send(anna, group, Map.of("thread_root", idOf(newestOf(ben)))));
    deeds.put(
        "forward",
        () ->
            call(
                "POST",
                ben,
                path(group, newestOf(ben) + "/forward"),
                Map.of("conversation_ids", List.of(direct))));
    deeds.put("delete", () -> delete(ben, group, newestOf(ben)));
    deeds.put("delete another's", () -> delete(anna, group, newestOf(carl)));
  }

  private void groups(Map<String, Deed> deeds) {
    String members = "/participants";
    deeds.put("rename", () -> patch(anna, group, "", Map.of("name", "Crew " + ++counter)));
    deeds.put("metadata", () -> patch(anna, group, "", Map.of("metadata", Map.of("n", ++counter))));
    deeds.put("remove", () -> call("DELETE", anna, path(group, members + "/" + carl), Map.of()));
    deeds.put("send without them", () -> send(ben, group, Map.of()));
    deeds.put(
        "add",
        () -> call("POST", anna, path(group, members), Map.of("participant_ids", List.of(carl))));
    deeds.put("promote", () -> patch(anna, group, members + "/" + carl, Map.of("role", "admin")));
    deeds.put("demote", () -> patch(anna, group, members + "/" + carl, Map.of("role", "member")));
    deeds.put("leave", () -> call("DELETE", carl, path(group, members + "/" + carl), Map.of()));
    deeds.put(
        "add again",
        () -> call("POST", anna, path(group, members), Map.of("participant_ids", List.of(carl))));
    deeds.put("read-only", () -> patch(anna, group, "", Map.of("state", "read_only")));
    deeds.put("open again", () -> patch(anna, group, "", Map.of("state", "open")));
  }

  private void own(Map<String, Deed> deeds) {
    String settings = "/settings";
    deeds.put(
        "mute", () -> put(ben, group, settings, Map.of("muted_until", "2031-05-06T07:08:09Z")));
    deeds.put("pin a conversation", () -> put(ben, group, settings, Map.of("pinned", true)));
    deeds.put("archive", () -> put(ben, direct, settings, Map.of("archived", true)));
    deeds.put("send to the archive", () -> send(anna, direct, Map.of()));
    deeds.put("unpin a conversation", () -> put(ben, group, settings, Map.of("pinned", false)));
    deeds.put("unmute", () -> put(ben, group, settings, Map.of("muted_until", JSONObject.NULL)));
  }

  private void match() throws Exception {
    JSONObject match =
        new JSONObject()
            .put("match_id", UUID.randomUUID().toString())
            .put("participant_ids", new JSONArray(List.of(ben, carl)));
    platform
        .send(new ProducerRecord<>("match.created", match.toString()))
        .get(30, TimeUnit.SECONDS);
  }

  private void send(String user, String conversation, Map<String, ?> more) throws IOException {
    JSONObject message = new JSONObject(more).put("content", "message " + ++counter);
    call("POST", user, path(conversation, "/messages"), message);
  }

  /// The path of the newest message that the user has sent to the group.
  private String newestOf(String user) throws IOException {
    JSONArray items = suite.get(path(group, "/messages?limit=200"), user).getJSONArray("items");
    for (int i = items.length() - 1; i >= 0; i--) {
      JSONObject message = items.getJSONObject(i);
      if (message.getString("sender_id").equals(user) && !message.has("deleted_at")) {
        return "/messages/" + message.getString("id");
      }
    }
    return "/messages/" + UUID.randomUUID();
  }

  private static String idOf(String messagePath) {
    return messagePath.substring(messagePath.lastIndexOf('/') + 1);
  }

  private void delete(String user, String conversation, String what) throws IOException {
    call("DELETE", user, path(conversation, what), Map.of());
  }

  private JSONObject newest(String conversation) throws IOException {
    JSONArray items =
        suite.get(path(conversation, "/messages?limit=1"), anna).getJSONArray("items");
    boolean none = items.isEmpty();
    return new JSONObject(
        Map.of("id", none ? UUID.randomUUID() : items.getJSONObject(0).getString("id")));
  }

  private void put(String user, String conversation, String what, Map<String, ?> body)
      throws IOException {
    call("PUT", user, path(conversation, what), body);
  }

  private void patch(String user, String conversation, String what, Map<String, ?> body)
      throws IOException {
    call("PATCH", user, path(conversation, what), body);
  }

  private void call(String method, String user, String path, Map<String, ?> body)
      throws IOException {
    call(method, user, path, new JSONObject(body));
  }

  private void call(String method, String user, String path, JSONObject body) throws IOException {
    var answer =
        suite.request(method, path, user, method.equals("DELETE") ? null : body.toString());
    if (answer.statusCode() >= (strict ? 300 : 500)) {
      throw new IOException(method + " " + path + ": " + answer.body());
    }
  }

  private static String path(String conversation, String what) {
    return "/api/v1/conversations/" + conversation + what;
  }

  @Override
  public void close() {
    platform.close();
  }
}
