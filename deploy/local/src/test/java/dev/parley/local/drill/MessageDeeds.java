package dev.parley.local.drill;

import static dev.parley.local.drill.Deed.of;
import static dev.parley.local.drill.Deed.once;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What is done with messages.
final class MessageDeeds {

  private static final String THUMB = "/reactions/%F0%9F%91%8D";
  private static final String HEART = "/reactions/%E2%9D%A4%EF%B8%8F";

  private final Scene at;
  private final String anna;
  private final String ben;
  private final String carl;
  private final String group;
  private final String direct;

  MessageDeeds(Scene scene) {
    this.at = scene;
    this.anna = scene.anna;
    this.ben = scene.ben;
    this.carl = scene.carl;
    this.group = scene.group;
    this.direct = scene.direct;
  }

  List<Deed> sending() {
    String id = UUID.randomUUID().toString();
    Map<String, ?> place = Map.of("lat", 45.4642, "lng", 9.19, "label", "Milano");
    return List.of(
        of("send", () -> at.send(ben, group, Map.of())),
        once("send under an id", () -> at.send(carl, group, Map.of("id", id))),
        once("send it once more", () -> at.send(carl, group, Map.of("id", id))).unseen(),
        of("send directly", () -> at.send(ben, direct, Map.of())),
        of(
            "send a place",
            () -> at.send(anna, group, Map.of("type", "location", "location", place))),
        of(
            "send something of one's own",
            () ->
                at.send(
                    ben,
                    group,
                    Map.of("type", "custom", "metadata", Map.of("poll", Map.of("votes", 3))))),
        of("mention", () -> at.send(anna, group, Map.of("mentions", List.of(ben, carl)))),
        of("mention all", () -> at.send(anna, group, Map.of("mentions", List.of("@all")))),
        of("reply", () -> at.send(carl, group, Map.of("reply_to", newest()))),
        of(
            "reply in a thread",
            () -> at.send(anna, group, Map.of("thread_root", at.idOfNewestOf(ben, group)))),
        of(
            "forward",
            () ->
                at.post(
                    ben,
                    group,
                    at.newestOf(ben, group) + "/forward",
                    Map.of(
                        "id", UUID.randomUUID().toString(), "conversation_ids", List.of(direct)))),
        of(
            "write to someone",
            () ->
                at.call(
                    "POST", carl, "/messages", Map.of("recipient_id", ben, "content", at.text()))));
  }

  List<Deed> changing() {
    return List.of(
        of("edit", () -> patch(ben, Map.of("content", at.text()))),
        of(
            "mention by an edit",
            () -> patch(ben, Map.of("content", at.text(), "mentions", List.of(anna)))),
        of("react", () -> at.put(anna, group, at.newestOf(ben, group) + THUMB, Map.of())),
        of("react, too", () -> at.put(carl, group, at.newestOf(ben, group) + THUMB, Map.of())),
        of(
            "react in another way",
            () -> at.put(anna, group, at.newestOf(ben, group) + HEART, Map.of())),
        of("unreact", () -> at.delete(anna, group, at.newestOf(ben, group) + THUMB)),
        of("pin", () -> at.put(anna, group, at.newestOf(ben, group) + "/pin", Map.of())),
        of("unpin", () -> at.delete(carl, group, at.newestOf(ben, group) + "/pin")),
        of(
                "report",
                () ->
                    at.post(
                        anna, group, at.newestOf(ben, group) + "/report", Map.of("reason", "rude")))
            .unseen(),
        of(
            "answer what will be gone",
            () -> at.send(anna, group, Map.of("reply_to", newestOfBen()))),
        of(
            "pin what will be gone",
            () -> at.put(ben, group, at.newestOf(ben, group) + "/pin", Map.of())),
        of("delete", () -> at.delete(ben, group, at.newestOf(ben, group))),
        of("delete another's", () -> at.delete(anna, group, at.newestOf(carl, group))));
  }

  private void patch(String user, Map<String, ?> body) throws IOException {
    at.patch(user, group, at.newestOf(user, group), body);
  }

  private Map<String, String> newestOfBen() throws IOException {
    return Map.of("id", at.idOfNewestOf(ben, group));
  }

  private Map<String, String> newest() throws IOException {
    var all = at.messages(group);
    return Map.of(
        "id", all.isEmpty() ? UUID.randomUUID().toString() : all.getLast().getString("id"));
  }
}
