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
  private static final String PARTICIPANTS = "participants";
  private static final String COMPLETE = "participants_complete";

  /// Who has come and gone: what a client needs where the event cannot carry all participants.
  private static final List<String> DELTA = List.of("added", "removed");

  /// For the suite's own services only: a participant is not told who has blocked whom. And one
  /// participant's own view is no other's.
  private static final List<String> INTERNAL =
      List.of("blocked_by", COMPLETE, "context_by_platform", "me");

  private static final List<String> INTERNAL_OF_PARTICIPANT = List.of("from_seq", "me");

  private ConversationForSockets() {}

  /// `{conversation, added?, removed?}`. A list of participants that is not all of them is left
  /// out.
  static byte[] of(byte[] event) {
    if (!(Json.mapper().readTree(event) instanceof ObjectNode conversation)) {
      throw new MalformedEventException("the body is no object", null);
    }
    ObjectNode told = Json.mapper().createObjectNode();
    told.set("conversation", conversation);
    for (String field : DELTA) {
      JsonNode users = conversation.remove(field);
      if (users != null && !users.isEmpty()) {
        told.set(field, users);
      }
    }
    if (!conversation.path(COMPLETE).booleanValue(true)) {
      conversation.remove(PARTICIPANTS);
    }
    conversation.remove(INTERNAL);
    if (conversation.get(PARTICIPANTS) instanceof ArrayNode participants) {
      shorten(participants);
    }
    return Json.mapper().writeValueAsBytes(told);
  }

  private static void shorten(ArrayNode participants) {
    while (participants.size() > MAX_PARTICIPANTS) {
      participants.remove(participants.size() - 1);
    }
    for (JsonNode participant : participants) {
      if (participant instanceof ObjectNode fields) {
        fields.remove(INTERNAL_OF_PARTICIPANT);
      }
    }
  }
}
