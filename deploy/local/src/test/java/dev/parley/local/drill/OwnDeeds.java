package dev.parley.local.drill;

import static dev.parley.local.drill.Deed.of;
import static dev.parley.local.drill.Deed.once;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;

/// What users do for themselves: markers, settings, blocks, profiles.
final class OwnDeeds {

  private final Scene at;
  private final String anna;
  private final String ben;
  private final String carl;
  private final String group;
  private final String direct;

  OwnDeeds(Scene scene) {
    this.at = scene;
    this.anna = scene.anna;
    this.ben = scene.ben;
    this.carl = scene.carl;
    this.group = scene.group;
    this.direct = scene.direct;
  }

  List<Deed> markers() {
    return List.of(
        of("deliver", () -> at.put(carl, group, "/delivered", Map.of("seq", at.lastSeq(group)))),
        of("read", () -> at.put(ben, group, "/read", Map.of("seq", at.lastSeq(group)))),
        of("read all", () -> at.put(carl, group, "/read", Map.of())));
  }

  List<Deed> settings() {
    return List.of(
        of("mute", () -> set(ben, group, "muted_until", "2031-05-06T07:08:09Z")),
        of("pin a conversation", () -> set(ben, group, "pinned", true)),
        of("archive", () -> set(ben, direct, "archived", true)),
        of("bring back", () -> set(ben, direct, "archived", false)),
        of("put away", () -> at.delete(ben, direct, "")),
        of("send to what was put away", () -> at.send(anna, direct, Map.of())),
        of("unpin a conversation", () -> set(ben, group, "pinned", false)),
        of("unmute", () -> set(ben, group, "muted_until", JSONObject.NULL)));
  }

  List<Deed> blocks() {
    Map<String, ?> words = Map.of("content", "let me through");
    return List.of(
        of("block", () -> at.call("PUT", anna, "/blocks/" + ben, Map.of())),
        of(
                "send to who has blocked",
                () -> at.refused("blocked", "POST", ben, Scene.path(direct, "/messages"), words))
            .unseen(),
        of("unblock", () -> at.call("DELETE", anna, "/blocks/" + ben, Map.of())),
        of("send to who has blocked no more", () -> at.send(ben, direct, Map.of())));
  }

  List<Deed> profiles() {
    String picture = "https://example.org/ben.png";
    return List.of(
        of("take another name", () -> profile(Map.of("name", at.text()))),
        once("take a picture", () -> profile(Map.of("name", "Ben", "avatar_url", picture))),
        once("take it off", () -> profile(Map.of("name", "Ben"))));
  }

  private void profile(Map<String, ?> profile) throws IOException {
    at.call("PUT", ben, "/users/me/profile", profile);
  }

  private void set(String user, String conversation, String setting, Object value)
      throws IOException {
    at.put(user, conversation, "/settings", Map.of(setting, value));
  }
}
