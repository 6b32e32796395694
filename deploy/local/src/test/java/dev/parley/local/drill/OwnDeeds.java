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

  OwnDeeds(Scene scene) {
    this.at = scene;
  }

  List<Deed> markers() {
    return List.of(
        of(
            "deliver",
            () -> at.put(at.carl, at.group, "/delivered", Map.of("seq", at.lastSeq(at.group)))),
        of("read", () -> at.put(at.ben, at.group, "/read", Map.of("seq", at.lastSeq(at.group)))),
        of("read all", () -> at.put(at.carl, at.group, "/read", Map.of())));
  }

  List<Deed> settings() {
    return List.of(
        of("mute", () -> set(at.ben, at.group, "muted_until", "2031-05-06T07:08:09Z")),
        of("pin a conversation", () -> set(at.ben, at.group, "pinned", true)),
        of("archive", () -> set(at.ben, at.direct, "archived", true)),
        of("bring back", () -> set(at.ben, at.direct, "archived", false)),
        of("put away", () -> at.delete(at.ben, at.direct, "")),
        of("send to what was put away", () -> at.send(at.anna, at.direct, Map.of())),
        of("unpin a conversation", () -> set(at.ben, at.group, "pinned", false)),
        of("unmute", () -> set(at.ben, at.group, "muted_until", JSONObject.NULL)));
  }

  List<Deed> blocks() {
    Map<String, ?> words = Map.of("content", "let me through");
    return List.of(
        of("block", () -> at.call("PUT", at.anna, "/blocks/" + at.ben, Map.of())),
        of(
                "send to who has blocked",
                () ->
                    at.refused(
                        "blocked", "POST", at.ben, Scene.path(at.direct, "/messages"), words))
            .unseen(),
        of("unblock", () -> at.call("DELETE", at.anna, "/blocks/" + at.ben, Map.of())),
        of("send to who has blocked no more", () -> at.send(at.ben, at.direct, Map.of())));
  }

  List<Deed> profiles() {
    String picture = "https://example.org/ben.png";
    return List.of(
        of("take another name", () -> profile(Map.of("name", at.text()))),
        once("take a picture", () -> profile(Map.of("name", "Ben", "avatar_url", picture))),
        once("take it off", () -> profile(Map.of("name", "Ben"))));
  }

  private void profile(Map<String, ?> profile) throws IOException {
    at.call("PUT", at.ben, "/users/me/profile", profile);
  }

  private void set(String user, String conversation, String setting, Object value)
      throws IOException {
    at.put(user, conversation, "/settings", Map.of(setting, value));
  }
}
