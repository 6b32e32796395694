package dev.parley.local.drill;

import static dev.parley.local.drill.Deed.of;
import static dev.parley.local.drill.Deed.once;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;

/// What is done with a group, and who is in it.
final class GroupDeeds {

  private static final String MEMBERS = "/participants";

  private final Scene at;
  private final String anna;
  private final String ben;
  private final String carl;
  private final String dora;
  private final String group;

  GroupDeeds(Scene scene) {
    this.at = scene;
    this.anna = scene.anna;
    this.ben = scene.ben;
    this.carl = scene.carl;
    this.dora = scene.dora;
    this.group = scene.group;
  }

  List<Deed> opening() {
    return List.of(
        of("open a group", () -> at.openGroup(anna, carl)),
        of("open a direct one", () -> at.openDirect(anna, carl)));
  }

  List<Deed> editing() {
    String picture = "https://example.org/crew.png";
    return List.of(
        of("rename", () -> edit("renamed", "name", at.text())),
        of("take the name away", () -> edit("name_removed", "name", JSONObject.NULL)),
        once("picture", () -> edit("avatar_changed", "avatar_url", picture)),
        of("metadata", () -> patch(Map.of("metadata", Map.of("note", at.text())))),
        of("read-only", () -> edit("state_changed", "state", "read_only")),
        of(
                "send to what is read-only",
                () ->
                    at.refused(
                        "conversation_read_only",
                        "POST",
                        ben,
                        Scene.path(group, "/messages"),
                        Map.of("content", "too late")))
            .unseen(),
        of("open again", () -> edit("state_changed", "state", "open")),
        of("archive for all", () -> edit("state_changed", "state", "archived")),
        of("bring back for all", () -> edit("state_changed", "state", "open")));
  }

  List<Deed> membership() {
    return List.of(
        of("remove", () -> told("participants_removed", () -> remove(anna, carl))),
        of("send without them", () -> at.send(ben, group, Map.of())),
        of("add again", () -> told("participants_added", () -> add(carl))),
        of("send to them", () -> at.send(carl, group, Map.of())),
        of("promote", () -> told("admin_named", () -> role(carl, "admin"))),
        of("demote", () -> told("admin_dismissed", () -> role(carl, "member"))),
        of("leave", () -> told("participant_left", () -> remove(carl, carl))),
        of("come back", () -> told("participants_added", () -> add(carl))));
  }

  /// With one who was not there from the beginning.
  List<Deed> newcomers() {
    return List.of(
        once("add someone new", () -> told("participants_added", () -> add(dora))),
        once("they write", () -> at.send(dora, group, Map.of("mentions", List.of(anna)))),
        once("hide what was before", () -> edit("history_changed", "history", "since_joining")),
        once("edit what they do not see", this::editTheFirst),
        once("show what was before", () -> edit("history_changed", "history", "all")),
        once("hide it once more", () -> edit("history_changed", "history", "since_joining")),
        once("take them out", () -> told("participants_removed", () -> remove(anna, dora))),
        once("write behind their back", () -> at.send(ben, group, Map.of())),
        once("take them in again", () -> told("participants_added", () -> add(dora))),
        once("write to them", () -> at.send(ben, group, Map.of())),
        once("show it again", () -> edit("history_changed", "history", "all")));
  }

  /// The only admin leaves.
  List<Deed> handOver() {
    String leaving = MEMBERS + "/" + anna;
    return List.of(
        once(
                "leave without another admin",
                () -> at.refused("conflict", "DELETE", anna, Scene.path(group, leaving), Map.of()))
            .unseen(),
        once(
            "hand over",
            () ->
                told(
                    "participant_left",
                    () -> at.delete(anna, group, leaving + "?successor=" + ben))),
        once("the new admin's first deed", () -> told("renamed", () -> rename(ben))),
        once(
            "take the old one in",
            () ->
                told(
                    "participants_added",
                    () -> at.post(ben, group, MEMBERS, Map.of("participant_ids", List.of(anna))))));
  }

  private void rename(String user) throws IOException {
    at.patch(user, group, "", Map.of("name", at.text()));
  }

  /// The oldest of Ben's.
  private void editTheFirst() throws IOException {
    for (JSONObject message : at.messages(group)) {
      if (message.getString("sender_id").equals(ben) && !message.has("deleted_at")) {
        String path = "/messages/" + message.getString("id");
        at.patch(ben, group, path, Map.of("content", at.text()));
        return;
      }
    }
  }

  private void told(String event, Deed.Doing doing) throws Exception {
    at.told(group, event, doing);
  }

  private void edit(String event, String field, Object value) throws Exception {
    told(event, () -> patch(Map.of(field, value)));
  }

  private void patch(Map<String, ?> body) throws IOException {
    at.patch(anna, group, "", body);
  }

  private void add(String user) throws IOException {
    at.post(anna, group, MEMBERS, Map.of("participant_ids", List.of(user)));
  }

  private void remove(String by, String user) throws IOException {
    at.delete(by, group, MEMBERS + "/" + user);
  }

  private void role(String user, String role) throws IOException {
    at.patch(anna, group, MEMBERS + "/" + user, Map.of("role", role));
  }
}
