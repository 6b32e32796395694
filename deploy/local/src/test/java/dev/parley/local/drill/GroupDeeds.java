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
  private String doomed = "";

  GroupDeeds(Scene scene) {
    this.at = scene;
  }

  List<Deed> opening() {
    return List.of(
        of("open a group", () -> at.openGroup(at.anna, at.carl)),
        of("open a direct one", () -> at.openDirect(at.anna, at.carl)),
        once("open a group and end it", this::openAndEnd).unseen());
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
                        at.ben,
                        Scene.path(at.group, "/messages"),
                        Map.of("content", "too late")))
            .unseen(),
        of("open again", () -> edit("state_changed", "state", "open")),
        of("archive for all", () -> edit("state_changed", "state", "archived")),
        of("bring back for all", () -> edit("state_changed", "state", "open")));
  }

  List<Deed> membership() {
    return List.of(
        of("remove", () -> told("participants_removed", () -> remove(at.anna, at.carl))),
        of("send without them", () -> at.send(at.ben, at.group, Map.of())),
        of("add again", () -> told("participants_added", () -> add(at.carl))),
        of("send to them", () -> at.send(at.carl, at.group, Map.of())),
        of("promote", () -> told("admin_named", () -> role(at.carl, "admin"))),
        of("demote", () -> told("admin_dismissed", () -> role(at.carl, "member"))),
        of("leave", () -> told("participant_left", () -> remove(at.carl, at.carl))),
        of("come back", () -> told("participants_added", () -> add(at.carl))));
  }

  /// With one who was not there from the beginning.
  List<Deed> newcomers() {
    return List.of(
        once("add someone new", () -> told("participants_added", () -> add(at.dora))),
        once("they write", () -> at.send(at.dora, at.group, Map.of("mentions", List.of(at.anna)))),
        once("hide what was before", () -> edit("history_changed", "history", "since_joining")),
        once("edit what they do not see", this::editTheFirst),
        once("show what was before", () -> edit("history_changed", "history", "all")),
        once("hide it once more", () -> edit("history_changed", "history", "since_joining")),
        once("take them out", () -> told("participants_removed", () -> remove(at.anna, at.dora))),
        once("write behind their back", () -> at.send(at.ben, at.group, Map.of())),
        once("take them in again", () -> told("participants_added", () -> add(at.dora))),
        once("write to them", () -> at.send(at.ben, at.group, Map.of())),
        once("show it again", () -> edit("history_changed", "history", "all")));
  }

  /// The only admin leaves.
  List<Deed> handOver() {
    String leaving = MEMBERS + "/" + at.anna;
    return List.of(
        once(
                "leave without another admin",
                () ->
                    at.refused(
                        "conflict", "DELETE", at.anna, Scene.path(at.group, leaving), Map.of()))
            .unseen(),
        once(
            "hand over",
            () ->
                told(
                    "participant_left",
                    () -> at.delete(at.anna, at.group, leaving + "?successor=" + at.ben))),
        once("the new admin's first deed", () -> told("renamed", () -> rename(at.ben))),
        once(
            "take the old one in",
            () ->
                told(
                    "participants_added",
                    () ->
                        at.post(
                            at.ben,
                            at.group,
                            MEMBERS,
                            Map.of("participant_ids", List.of(at.anna))))));
  }

  /// A group ends, for those too who had left it.
  List<Deed> ending() {
    return List.of(
        once(
            "open a group that will end",
            () -> doomed = at.openGroup(at.anna, at.ben, at.carl, at.dora)),
        once(
            "call on one in it",
            () -> at.send(at.ben, doomed, Map.of("mentions", List.of(at.anna)))),
        once("take one out of it", () -> at.delete(at.anna, doomed, MEMBERS + "/" + at.carl)),
        once("end it without being an admin", () -> end(at.ben, "forbidden")).unseen(),
        once("end it as one who has left", () -> end(at.carl, "not_participant")).unseen(),
        once("end it", () -> at.delete(at.anna, doomed, "")),
        once("end it again", () -> end(at.anna, "not_found")).unseen(),
        once("write to what has ended", this::writeToWhatHasEnded).unseen());
  }

  private void openAndEnd() throws IOException {
    String id = at.openGroup(at.anna, at.ben, at.carl);
    at.delete(at.anna, id, "");
  }

  private void end(String user, String code) throws IOException {
    at.refused(code, "DELETE", user, Scene.path(doomed, ""), Map.of());
  }

  private void writeToWhatHasEnded() throws IOException {
    String path = Scene.path(doomed, "/messages");
    at.refused("not_found", "POST", at.ben, path, Map.of("content", "too late"));
  }

  private void rename(String user) throws IOException {
    at.patch(user, at.group, "", Map.of("name", at.text()));
  }

  /// The oldest of Ben's.
  private void editTheFirst() throws IOException {
    for (JSONObject message : at.messages(at.group)) {
      if (message.getString("sender_id").equals(at.ben) && !message.has("deleted_at")) {
        String path = "/messages/" + message.getString("id");
        at.patch(at.ben, at.group, path, Map.of("content", at.text()));
        return;
      }
    }
  }

  private void told(String event, Deed.Doing doing) throws Exception {
    at.told(at.group, event, doing);
  }

  private void edit(String event, String field, Object value) throws Exception {
    told(event, () -> patch(Map.of(field, value)));
  }

  private void patch(Map<String, ?> body) throws IOException {
    at.patch(at.anna, at.group, "", body);
  }

  private void add(String user) throws IOException {
    at.post(at.anna, at.group, MEMBERS, Map.of("participant_ids", List.of(user)));
  }

  private void remove(String by, String user) throws IOException {
    at.delete(by, at.group, MEMBERS + "/" + user);
  }

  private void role(String user, String role) throws IOException {
    at.patch(at.anna, at.group, MEMBERS + "/" + user, Map.of("role", role));
  }
}
