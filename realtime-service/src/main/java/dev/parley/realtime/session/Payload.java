package dev.parley.realtime.session;

import dev.parley.common.id.ConversationId;
import dev.parley.common.json.Json;
import dev.parley.common.problem.ValidationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What came with an event: one JSON object, read when it is asked for.
public final class Payload {

  private final byte[] json;
  private @Nullable JsonNode tree;

  /// @param json the event's first argument; empty where there is none
  public Payload(byte[] json) {
    this.json = json;
  }

  /// The object's own bytes.
  public byte[] json() {
    return json;
  }

  /// @throws ValidationException when it is missing or not a UUID
  public ConversationId conversationId() {
    String text = text("conversation_id");
    if (text == null) {
      throw new ValidationException("conversation_id", "required");
    }
    try {
      return ConversationId.of(text);
    } catch (IllegalArgumentException e) {
      throw new ValidationException("conversation_id", "invalid");
    }
  }

  /// @throws ValidationException when it is there and not a text
  public @Nullable String text(String field) {
    JsonNode node = tree().get(field);
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isString()) {
      throw new ValidationException(field, "invalid");
    }
    return node.stringValue();
  }

  /// @throws ValidationException when it is there and not a whole number of 0 or more
  public @Nullable Long number(String field) {
    JsonNode node = tree().get(field);
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw new ValidationException(field, "invalid");
    }
    return node.longValue();
  }

  private JsonNode tree() {
    if (tree == null) {
      try {
        tree = Json.mapper().readTree(json);
      } catch (JacksonException e) {
        throw new ValidationException("payload", "invalid");
      }
      if (!tree.isObject()) {
        throw new ValidationException("payload", "invalid");
      }
    }
    return tree;
  }
}
