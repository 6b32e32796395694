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
  private static final String ADDED = "added";
  private static final String REMOVED = "removed";
  private static final String COMPLETE = "participants_complete";

  /// Who has come and gone: what a client needs where the event cannot carry all participants.
  private static final List<String> DELTA = List.of(ADDED, REMOVED);

  /// For the suite's own services only: a participant is not told who has blocked whom. And one
  /// participant's own view is no other's.
  private static final List<String> INTERNAL =
      List.of("blocked_by", COMPLETE, "context_by_platform", "me");

  private static final List<String> INTERNAL_OF_PARTICIPANT = List.of("from_seq", "me");

  private ConversationForSockets() {}

  /// `{conversation, added?, removed?}`. A list of participants that is not all of them is left
  /// out.
  static byte[] of(byte[] event) {
    return of(read(event));
  }

  /// As if all of these had come and gone with this event.
  static byte[] of(byte[] event, List<String> added, List<String> removed) {
    ObjectNode conversation = read(event);
    conversation.set(ADDED, Json.mapper().valueToTree(added));
    conversation.set(REMOVED, Json.mapper().valueToTree(removed));
    return of(conversation);
  }

  private static ObjectNode read(byte[] event) {
    if (Json.mapper().readTree(event) instanceof ObjectNode conversation) {
      return conversation;
    }
    throw new MalformedEventException("the body is no object", null);
  }

  private static byte[] of(ObjectNode conversation) {
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
