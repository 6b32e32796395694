package dev.parley.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.json.JSONArray;
import org.json.JSONObject;

/// Who was there when something was said finds it; who was not does not, nor when it is gone.
final class SearchDrill {

  private static final String WORD = "zebrafinch";

  private final RunningSuite suite;

  SearchDrill(RunningSuite suite) {
    this.suite = suite;
  }

  void run() throws Exception {
    Scene scene = new Scene(suite, "search", true);
    send(scene, "A " + WORD + " in the garden");
    await(() -> assertThat(found(scene.ben)).containsExactly("A " + WORD + " in the garden"));
    assertThat(found(scene.dora)).isEmpty();
    JSONObject item = items(scene.ben, "&conversation_id=" + scene.group).getJSONObject(0);
    assertThat(item.getJSONArray("highlights").length()).as(item.toString()).isOne();

    scene.delete(scene.anna, scene.group, "/participants/" + scene.carl);
    send(scene, "Two of these " + WORD + "es");
    await(() -> assertThat(found(scene.ben)).hasSize(2));
    assertThat(found(scene.carl)).containsExactly("A " + WORD + " in the garden");

    scene.delete(scene.anna, scene.group, scene.newestOf(scene.anna, scene.group));
    await(() -> assertThat(found(scene.ben)).hasSize(1));
    scene.post(
        scene.anna, scene.group, "/participants", Map.of("participant_ids", List.of(scene.dora)));
    await(() -> assertThat(found(scene.dora)).hasSize(1));
    assertThat(found("search-stranger")).isEmpty();
    String there = "/search?q=" + WORD + "&conversation_id=" + scene.group;
    scene.refused("not_found", "GET", "search-stranger", there, Map.of());
  }

  private static void send(Scene scene, String content) throws IOException {
    scene.post(scene.anna, scene.group, "/messages", Map.of("content", content));
  }

  private List<String> found(String user) throws IOException {
    return items(user, "").toList().stream()
        .map(item -> new JSONObject((Map<?, ?>) item).getJSONObject("message"))
        .map(message -> message.getString("content"))
        .toList();
  }

  private JSONArray items(String user, String filter) throws IOException {
    return suite.get("/api/v1/search?q=" + WORD + filter, user).getJSONArray("items");
  }

  private interface Looking {
    void look() throws IOException;
  }

  private static void await(Looking looking) {
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(looking::look);
  }
}
