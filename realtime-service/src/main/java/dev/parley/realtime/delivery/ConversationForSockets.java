package dev.parley.realtime.delivery;

import dev.parley.common.json.Json;
import dev.parley.common.kafka.MalformedEventException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A conversation as its participants may see it, from the event that services tell each other.
final class ConversationForSockets {

  private static final int MAX_PARTICIPANTS = 50;

  /// For the suite's own services only: a participant is not told who has blocked whom.
  private static final List<String> INTERNAL =
      List.of("blocked_by", "participants_complete", "added", "removed");

  private static final List<String> INTERNAL_OF_PARTICIPANT = List.of("joined_seq");

  private ConversationForSockets() {}

  static byte[] of(byte[] event) {
    if (!(Json.mapper().readTree(event) instanceof ObjectNode conversation)) {
      throw new MalformedEventException("the body is no object", null);
    }
    conversation.remove(INTERNAL);
    if (conversation.get("participants") instanceof ArrayNode participants) {
      while (participants.size() > MAX_PARTICIPANTS) {
        participants.remove(participants.size() - 1);
      }
      for (JsonNode participant : participants) {
        if (participant instanceof ObjectNode fields) {
          fields.remove(INTERNAL_OF_PARTICIPANT);
        }
      }
    }
    return Json.mapper().writeValueAsBytes(conversation);
  }
}
