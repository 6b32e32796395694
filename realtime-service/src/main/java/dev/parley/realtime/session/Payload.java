package dev.parley.realtime.session;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.json.Json;
import dev.parley.common.problem.ValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
    return id("conversation_id", ConversationId::of);
  }

  /// @throws ValidationException when it is missing or not a UUID
  public MessageId messageId() {
    return id("message_id", MessageId::of);
  }

  private <T> T id(String field, Function<String, T> type) {
    String text = text(field);
    if (text == null) {
      throw new ValidationException(field, "required");
    }
    try {
      return type.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ValidationException(field, "invalid");
    }
  }

  /// @throws ValidationException when it is anything but one JSON object
  public void checkIsObject() {
    tree();
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

  /// @throws ValidationException when it is there and not a list of texts
  public @Nullable List<String> texts(String field) {
    JsonNode node = tree().get(field);
    if (node == null || node.isNull()) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : node) {
      texts.add(item.asString(""));
    }
    if (!node.isArray() || !node.valueStream().allMatch(JsonNode::isString)) {
      throw new ValidationException(field, "invalid");
    }
    return texts;
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
