package dev.parley.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.json.JSONArray;
import org.json.JSONObject;

/// Who is there, as somebody sees it who watches: by what the socket tells, which is what is
/// fetched.
final class PresenceDrill {

  /// What a user is waited for.
  static final Map<String, String> SHORT_WAITS =
      Map.of(
          "PARLEY_REALTIME_PRESENCE_AWAY_AFTER", "2s",
          "PARLEY_REALTIME_PRESENCE_GRACE", "500ms");

  private final RunningSuite suite;

  PresenceDrill(RunningSuite suite) {
    this.suite = suite;
  }

  void run() throws Exception {
    Scene scene = new Scene(suite, "presence", true);
    try (ChatClient watcher = ChatClient.connect(suite, scene.anna, "websocket")) {
      JSONObject ask = new JSONObject(Map.of("user_ids", List.of(scene.ben, scene.dora)));
      JSONArray at = ask(watcher, "presence_subscribe", ask).getJSONArray("statuses");
      assertThat(at.length()).isEqualTo(2);
      at.forEach(one -> assertThat(((JSONObject) one).getString("status")).isEqualTo("offline"));

      ChatClient stranger = ChatClient.connect(suite, scene.dora, "websocket");
      comesAndGoes(scene, watcher);
      stranger.close();
      assertThat(of(watcher, scene.dora)).isEmpty();
      assertThat(fetched(scene.anna, scene.dora)).isEqualTo("offline");
    }
  }

  private void comesAndGoes(Scene scene, ChatClient watcher) throws Exception {
    try (ChatClient phone = ChatClient.connect(suite, scene.ben, "websocket")) {
      try (ChatClient _ = ChatClient.connect(suite, scene.ben, "polling")) {
        await(watcher, scene, "online", "away");
      }
      ask(phone, "typing_start", new JSONObject(Map.of("conversation_id", scene.direct)));
      await(watcher, scene, "online", "away", "online");

      scene.call("PUT", scene.ben, "/blocks/" + scene.anna, Map.of());
      Awaitility.await().until(() -> last(watcher, scene.ben).equals("offline"));
      assertThat(fetched(scene.anna, scene.ben)).isEqualTo("offline");
      scene.call("DELETE", scene.ben, "/blocks/" + scene.anna, Map.of());
      Awaitility.await().until(() -> !last(watcher, scene.ben).equals("offline"));
    }
    Awaitility.await()
        .untilAsserted(() -> {
          JSONObject told = of(watcher, scene.ben).getLast();
          assertThat(told.getString("status")).isEqualTo("offline");
          assertThat(told.has("last_seen_at")).isTrue();
          assertThat(fetched(scene.anna, scene.ben)).isEqualTo("offline");
        });
  }

  /// Waits until the watcher has been told these, in this order, and no more; then the last one is
  /// what is fetched, unless it was short.
  private void await(ChatClient watcher, Scene scene, String... statuses) {
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> {
          assertThat(of(watcher, scene.ben))
              .extracting(told -> told.getString("status"))
              .startsWith(statuses);
          assertThat(last(watcher, scene.ben)).isEqualTo(fetched(scene.anna, scene.ben));
        });
  }

  private static String last(ChatClient watcher, String user) {
    return of(watcher, user).getLast().getString("status");
  }

  private static List<JSONObject> of(ChatClient watcher, String user) {
    return watcher.presences().stream()
        .filter(told -> told.getString("user_id").equals(user))
        .toList();
  }

  private String fetched(String viewer, String user) throws IOException {
    return suite
        .get("/api/v1/presence?user_ids=" + user, viewer)
        .getJSONArray("items")
        .getJSONObject(0)
        .getString("status");
  }

  private static JSONObject ask(ChatClient client, String event, JSONObject payload)
      throws Exception {
    JSONObject ack = client.emit(event, payload).get(30, TimeUnit.SECONDS);
    assertThat(ack.getBoolean("ok")).as(event + ": " + ack).isTrue();
    return ack;
  }
}
