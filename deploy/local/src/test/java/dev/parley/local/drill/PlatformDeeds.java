package dev.parley.local.drill;

import static dev.parley.local.drill.Deed.of;
import static dev.parley.local.drill.Deed.once;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.json.JSONObject;

/// What the platform does.
final class PlatformDeeds {

  private final Scene at;
  private final Platform platform;
  private final String erin;
  private String direct = "";

  PlatformDeeds(Scene scene, Platform platform) {
    this.at = scene;
    this.platform = platform;
    this.erin = scene.ben + "s-friend";
  }

  List<Deed> matches() {
    String match = UUID.randomUUID().toString();
    return List.of(
        once("match.created", () -> awaitNews(() -> match(match, List.of(at.ben, at.carl)))),
        once("match.created once more", () -> match(match, List.of(at.ben, at.carl))).unseen(),
        once(
            "match.created of three",
            () -> awaitNews(() -> match("three" + match, List.of(at.ben, at.carl, at.anna)))));
  }

  List<Deed> atAnyTime() {
    return List.of(
        of("another match", () -> match(UUID.randomUUID().toString(), List.of(at.ben, at.carl))));
  }

  List<Deed> bookings() {
    String path = Scene.path(at.direct, "/messages");
    return List.of(
        once("booking.status_changed", () -> booking("requested")),
        once("booking.status_changed: closes", () -> booking("cancelled")),
        once(
                "send to what is closed",
                () ->
                    at.refused(
                        "conversation_read_only", "POST", at.ben, path, Map.of("content", "late")))
            .unseen(),
        once("booking.status_changed: opens", () -> booking("confirmed")),
        once("send to what is open", () -> at.send(at.ben, at.direct, Map.of())));
  }

  List<Deed> messages() {
    return List.of(
        once("system.message_requested", () -> message("invoice", false)),
        once("system.message_requested: silent", () -> message("reminder", true)));
  }

  List<Deed> accounts() {
    String picture = "https://example.org/carl.png";
    return List.of(
        once(
            "user.updated",
            () ->
                awaitNews(() ->
                    platform.publish(
                        "user.updated",
                        Map.of("user_id", at.carl, "name", "Carl", "avatar_url", picture)))),
        once("someone joins who will be gone", this::joins),
        once("they react", this::reacts),
        once("user.deleted", this::isDeleted),
        once(
                "send to who is gone",
                () ->
                    at.refused(
                        "conversation_read_only",
                        "POST",
                        at.ben,
                        Scene.path(direct, "/messages"),
                        Map.of("content", "are you there?")))
            .unseen());
  }

  private void match(String id, List<String> users) throws Exception {
    platform.publish("match.created", Map.of("match_id", id, "participant_ids", users));
  }

  private void booking(String status) throws Exception {
    at.told(
        at.direct,
        "booking_status_changed",
        () ->
            platform.publish(
                "booking.status_changed",
                Map.of(
                    "booking_id",
                    "b-" + at.direct,
                    "participant_ids",
                    List.of(at.anna, at.ben),
                    "status",
                    status)));
  }

  private void message(String event, boolean silent) throws Exception {
    at.told(
        at.group,
        event,
        () ->
            platform.publish(
                "system.message_requested",
                Map.of(
                    "key",
                    event + at.group,
                    "conversation_id",
                    at.group,
                    "text",
                    "Your " + event,
                    "metadata",
                    Map.of("event", event),
                    "silent",
                    silent)));
  }

  private void joins() throws IOException {
    at.post(at.ben, at.group, "/participants", Map.of("participant_ids", List.of(erin)));
    direct = at.openDirect(erin, at.ben);
    at.send(erin, at.group, Map.of());
    at.send(erin, direct, Map.of());
    at.send(at.ben, direct, Map.of("reply_to", Map.of("id", at.idOfNewestOf(erin, direct))));
  }

  private void reacts() throws IOException {
    at.put(erin, at.group, at.newestOf(at.ben, at.group) + "/reactions/%F0%9F%8E%89", Map.of());
  }

  /// Tombstones, nobody in the group, no name, and what was the pair's can be read.
  private void isDeleted() throws Exception {
    platform.publish("user.deleted", Map.of("user_id", erin));
    at.await("tombstones", () -> isTombstone(at.group) && isTombstone(direct));
    at.await(
        "no profile",
        () -> {
          JSONObject seen = at.suite().get("/api/v1/conversations/" + direct, at.ben);
          return seen.getString("state").equals("read_only")
              && seen.toString().contains("\"name\":\"\"");
        });
    at.await(
        "a system message",
        () ->
            at.messages(at.group).toString().contains("user_deleted")
                && at.messages(direct).toString().contains("user_deleted"));
  }

  private boolean isTombstone(String conversation) throws IOException {
    Set<String> content = Set.of("content", "attachments", "reactions", "mentions");
    List<JSONObject> theirs =
        at.messages(conversation).stream()
            .filter(message -> message.getString("sender_id").equals(erin))
            .toList();
    return !theirs.isEmpty()
        && theirs.stream()
            .allMatch(message ->
                message.has("deleted_at")
                    && content.stream().allMatch(field -> isEmpty(message, field)));
  }

  private static boolean isEmpty(JSONObject message, String field) {
    return !message.has(field)
        || (message.optJSONArray(field) != null && message.getJSONArray(field).isEmpty());
  }

  private void awaitNews(Deed.Doing doing) throws Exception {
    String before = inbox();
    doing.run();
    at.await("news", () -> !inbox().equals(before));
  }

  /// As Ben sees it, who is in all of them.
  private String inbox() throws IOException {
    return at.suite().get("/api/v1/conversations?limit=100", at.ben).toString();
  }
}
