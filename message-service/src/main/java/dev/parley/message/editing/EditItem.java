package dev.parley.message.editing;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.common.problem.ValidationException;
import dev.parley.message.change.Change;
import dev.parley.message.change.ChangeCommand;
import dev.parley.message.reaction.Emoji;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One item of a batch from the sockets; nothing in it is checked yet.
///
/// @param op `edit`, `delete`, `react`, `unreact`, `pin` or `unpin`
/// @param payload the client's own JSON
record EditItem(
    @Nullable String actorId,
    @Nullable String op,
    @Nullable String conversationId,
    @Nullable String messageId,
    @Nullable JsonNode payload) {

  private record ReactionPayload(@Nullable String emoji) {}

  /// @throws ValidationException `validation_failed`
  static ChangeCommand command(@Nullable EditItem item) {
    if (item == null) {
      throw new ValidationException("payload", "required");
    }
    return new ChangeCommand(
        parsed("actor_id", item.actorId, UserId::of),
        parsed("conversation_id", item.conversationId, ConversationId::of),
        parsed("message_id", item.messageId, MessageId::of),
        item.change());
  }

  private Change change() {
    return switch (op == null ? "" : op) {
      case "edit" -> payload(EditPayload.class).toChange();
      case "delete" -> new Change.Delete();
      case "react" -> new Change.React(emoji());
      case "unreact" -> new Change.Unreact(emoji());
      case "pin" -> new Change.Pin();
      case "unpin" -> new Change.Unpin();
      default -> throw new ValidationException("op", "invalid");
    };
  }

  private String emoji() {
    return Emoji.of(payload(ReactionPayload.class).emoji()).text();
  }

  private <T> T payload(Class<T> type) {
    if (payload == null || !payload.isObject()) {
      throw new ValidationException("payload", "invalid");
    }
    try {
      return Json.mapper().treeToValue(payload, type);
    } catch (JacksonException e) {
      String field = e.getPath().isEmpty() ? null : e.getPath().getFirst().getPropertyName();
      throw new ValidationException(field == null ? "payload" : field, "invalid");
    }
  }

  private static <T> T parsed(String field, @Nullable String text, Function<String, T> parse) {
    if (text == null) {
      throw new ValidationException(field, "required");
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ValidationException(field, "invalid");
    }
  }
}
