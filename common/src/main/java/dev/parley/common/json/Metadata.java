package dev.parley.common.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The free-form object that a conversation or a message may carry: at most 4 KiB as JSON.
public final class Metadata {

  public static final int MAX_BYTES = 4 * 1024;

  private Metadata() {}

  /// @return the error's code (`invalid`, `too_large`, `invalid_character`), or null when it may be
  ///   stored; absent metadata may
  public static @Nullable String problemOf(@Nullable JsonNode metadata) {
    if (metadata == null || metadata.isNull()) {
      return null;
    }
    if (!metadata.isObject()) {
      return "invalid";
    }
    if (Json.mapper().writeValueAsBytes(metadata).length > MAX_BYTES) {
      return "too_large";
    }
    return isStorable(metadata) ? null : "invalid_character";
  }

  private static boolean isStorable(JsonNode node) {
    if (node.isString()) {
      return Text.isStorable(node.stringValue());
    }
    for (var field : node.properties()) {
      if (!Text.isStorable(field.getKey())) {
        return false;
      }
    }
    for (JsonNode child : node.values()) {
      if (!isStorable(child)) {
        return false;
      }
    }
    return true;
  }
}
