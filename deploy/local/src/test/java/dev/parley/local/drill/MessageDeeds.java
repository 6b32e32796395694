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

  MessageDeeds(Scene scene) {
    this.at = scene;
  }

  List<Deed> sending() {
    String id = UUID.randomUUID().toString();
    Map<String, ?> place = Map.of("lat", 45.4642, "lng", 9.19, "label", "Milano");
    return List.of(
        of("send", () -> at.send(at.ben, at.group, Map.of())),
        once("send under an id", () -> at.send(at.carl, at.group, Map.of("id", id))),
        once("send it once more", () -> at.send(at.carl, at.group, Map.of("id", id))).unseen(),
        of("send directly", () -> at.send(at.ben, at.direct, Map.of())),
        of(
            "send a place",
            () -> at.send(at.anna, at.group, Map.of("type", "location", "location", place))),
        of(
            "send something of one's own",
            () ->
                at.send(
                    at.ben,
                    at.group,
                    Map.of("type", "custom", "metadata", Map.of("poll", Map.of("votes", 3))))),
        of(
            "mention",
            () -> at.send(at.anna, at.group, Map.of("mentions", List.of(at.ben, at.carl)))),
        of("mention all", () -> at.send(at.anna, at.group, Map.of("mentions", List.of("@all")))),
        of("reply", () -> at.send(at.carl, at.group, Map.of("reply_to", newest()))),
        of(
            "reply in a thread",
            () ->
                at.send(
                    at.anna, at.group, Map.of("thread_root", at.idOfNewestOf(at.ben, at.group)))),
        of(
            "forward",
            () ->
                at.post(
                    at.ben,
                    at.group,
                    at.newestOf(at.ben, at.group) + "/forward",
                    Map.of(
                        "id",
                        UUID.randomUUID().toString(),
                        "conversation_ids",
                        List.of(at.direct)))),
        of(
            "write to someone",
            () ->
                at.call(
                    "POST",
                    at.carl,
                    "/messages",
                    Map.of("recipient_id", at.ben, "content", at.text()))));
  }

  List<Deed> changing() {
    return List.of(
        of("edit", () -> patch(at.ben, Map.of("content", at.text()))),
        of(
            "mention by an edit",
            () -> patch(at.ben, Map.of("content", at.text(), "mentions", List.of(at.anna)))),
        of(
            "react",
            () -> at.put(at.anna, at.group, at.newestOf(at.ben, at.group) + THUMB, Map.of())),
        of(
            "react, too",
            () -> at.put(at.carl, at.group, at.newestOf(at.ben, at.group) + THUMB, Map.of())),
        of(
            "react in another way",
            () -> at.put(at.anna, at.group, at.newestOf(at.ben, at.group) + HEART, Map.of())),
        of("unreact", () -> at.delete(at.anna, at.group, at.newestOf(at.ben, at.group) + THUMB)),
        of(
            "pin",
            () -> at.put(at.anna, at.group, at.newestOf(at.ben, at.group) + "/pin", Map.of())),
        of("unpin", () -> at.delete(at.carl, at.group, at.newestOf(at.ben, at.group) + "/pin")),
        of(
                "report",
                () ->
                    at.post(
                        at.anna,
                        at.group,
                        at.newestOf(at.ben, at.group) + "/report",
                        Map.of("reason", "rude")))
            .unseen(),
        of(
            "answer what will be gone",
            () -> at.send(at.anna, at.group, Map.of("reply_to", newestOfBen()))),
        of(
            "pin what will be gone",
            () -> at.put(at.ben, at.group, at.newestOf(at.ben, at.group) + "/pin", Map.of())),
        of("delete", () -> at.delete(at.ben, at.group, at.newestOf(at.ben, at.group))),
        of("delete another's", () -> at.delete(at.anna, at.group, at.newestOf(at.carl, at.group))));
  }

  private void patch(String user, Map<String, ?> body) throws IOException {
    at.patch(user, at.group, at.newestOf(user, at.group), body);
  }

  private Map<String, String> newestOfBen() throws IOException {
    return Map.of("id", at.idOfNewestOf(at.ben, at.group));
  }

  private Map<String, String> newest() throws IOException {
    var all = at.messages(at.group);
    return Map.of(
        "id", all.isEmpty() ? UUID.randomUUID().toString() : all.getLast().getString("id"));
  }
}
