package dev.parley.realtime.delivery;

import dev.parley.common.json.Json;
import dev.parley.common.kafka.MalformedEventException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A change of a message as the participants are told of it: `{change, message}`.
final class ChangeForSockets {

  private static final String CHANGE = "change";

  /// One reader's view of a message, which is nobody else's.
  private static final List<String> PERSONAL = List.of("status");

  private static final List<String> PERSONAL_OF_REACTION = List.of("me");

  /// What a message has once something was done to it.
  private static final List<String> MARKS = List.of("edited_at", "deleted_at");

  private ChangeForSockets() {}

  /// @throws MalformedEventException when the body is no object
  static byte[] of(byte[] event) {
    try {
      if (Json.mapper().readTree(event) instanceof ObjectNode message) {
        return of(message);
      }
    } catch (JacksonException e) {
      throw new MalformedEventException("the body is no JSON", e);
    }
    throw new MalformedEventException("the body is no object", null);
  }

  /// @param message is changed by this
  static byte[] of(ObjectNode message) {
    JsonNode change = message.remove(CHANGE);
    message.remove(PERSONAL);
    for (JsonNode reaction : message.path("reactions")) {
      if (reaction instanceof ObjectNode fields) {
        fields.remove(PERSONAL_OF_REACTION);
      }
    }
    ObjectNode event = Json.mapper().createObjectNode();
    event.put(CHANGE, change == null ? guess(message) : change.asString("edited"));
    event.set("message", message);
    return Json.mapper().writeValueAsBytes(event);
  }

  /// A message that was fetched does not tell what was last done to it; it is whole all the same.
  private static String guess(JsonNode message) {
    if (message.hasNonNull("deleted_at")) {
      return "deleted";
    }
    return message.hasNonNull("edited_at") ? "edited" : "reaction";
  }

  /// Whether nothing has been done to the message since it was sent, as far as it shows.
  static boolean isAsSent(JsonNode message) {
    return MARKS.stream().noneMatch(message::hasNonNull)
        && message.path("reactions").isEmpty()
        && !message.path("pinned").booleanValue(false)
        && message.path("thread_reply_count").intValue(0) == 0;
  }
}
