package dev.parley.local.drill;

import static dev.parley.local.drill.Deed.once;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.json.JSONObject;

/// What can be done over a socket as well. The device that does it has it by the ack, and is told
/// no more.
final class SocketDeeds {

  private final Scene at;
  private final Function<String, ModelClient> device;

  SocketDeeds(Scene scene, Function<String, ModelClient> device) {
    this.at = scene;
    this.device = device;
  }

  List<Deed> all() {
    return List.of(
        once("send_message", () -> act(at.ben, "send_message", Map.of("content", at.text()))),
        once(
            "send_message to someone",
            () ->
                ok(at.ben, "send_message", Map.of("recipient_id", at.dora, "content", at.text()))),
        once("edit_message", () -> change("edit_message", Map.of("content", at.text()))),
        once("add_reaction", () -> change("add_reaction", Map.of("emoji", "👏"))),
        once("remove_reaction", () -> change("remove_reaction", Map.of("emoji", "👏"))),
        once(
            "mark_delivered",
            () -> act(at.carl, "mark_delivered", Map.of("seq", at.lastSeq(at.group)))),
        once("mark_read", () -> act(at.carl, "mark_read", Map.of("seq", at.lastSeq(at.group)))),
        once("mark_read: all", () -> act(at.anna, "mark_read", Map.of())),
        once("delete_message", () -> change("delete_message", Map.of())));
  }

  private void change(String event, Map<String, ?> more) throws Exception {
    Map<String, Object> payload = new HashMap<>(more);
    payload.put("message_id", at.idOfNewestOf(at.ben, at.group));
    act(at.ben, event, payload);
  }

  private void act(String user, String event, Map<String, ?> more) throws Exception {
    Map<String, Object> payload = new HashMap<>(more);
    payload.put("conversation_id", at.group);
    ok(user, event, payload);
  }

  private void ok(String user, String event, Map<String, ?> payload) throws Exception {
    JSONObject ack = device.apply(user).ask(event, new JSONObject(payload));
    assertThat(ack.getBoolean("ok")).as(event + ": " + ack).isTrue();
  }
}
