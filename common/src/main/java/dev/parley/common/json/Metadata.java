package dev.parley.common.json;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The free-form object that a conversation or a message may carry: at most 4 KiB as JSON, in at
/// most 16 levels. It is kept as `jsonb`, which writes numbers out in full: one whose plain form is
/// longer than 64 characters (`1e300`) is not taken.
public final class Metadata {

  public static final int MAX_BYTES = 4 * 1024;
  static final int MAX_DEPTH = 16;
  private static final int MAX_NUMBER_LENGTH = 64;

  /// The rule in a sentence, for the API's description.
  public static final String RULE =
      "An object of at most " + MAX_BYTES + " bytes as JSON, in at most " + MAX_DEPTH + " levels";

  private Metadata() {}

  /// Why it may not be stored.
  ///
  /// @return the error's code (`invalid`, `too_large`, `too_deep`, `out_of_range`,
  ///   `invalid_character`), or null when it may be stored; absent metadata may
  public static @Nullable String problemOf(@Nullable JsonNode metadata) {
    if (metadata == null || metadata.isNull()) {
      return null;
    }
    if (!metadata.isObject()) {
      return "invalid";
    }
    @Nullable String problem = problemOf(metadata, MAX_DEPTH);
    if (problem != null) {
      return problem;
    }
    byte[] json = Json.mapper().writeValueAsBytes(metadata);
    if (json.length > MAX_BYTES) {
      return "too_large";
    }
    return isReadBack(json) ? null : "invalid";
  }

  /// The parser that took it may be another one than reads it from events, with other limits: what
  /// is stored and cannot be read is in the way of all that comes with it.
  private static boolean isReadBack(byte[] json) {
    try {
      return Json.mapper().readTree(json).isObject();
    } catch (JacksonException e) {
      return false;
    }
  }

  private static @Nullable String problemOf(JsonNode node, int depthLeft) {
    if (node.isString()) {
      return Text.isStorable(node.stringValue()) ? null : "invalid_character";
    }
    if (node.isNumber()) {
      return isReadable(node) ? null : "out_of_range";
    }
    if (depthLeft == 0 && node.isContainer()) {
      return "too_deep";
    }
    for (var field : node.properties()) {
      if (!Text.isStorable(field.getKey())) {
        return "invalid_character";
      }
    }
    for (JsonNode child : node.values()) {
      @Nullable String problem = problemOf(child, depthLeft - 1);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static boolean isReadable(JsonNode number) {
    BigDecimal value = number.decimalValue();
    long digits = (long) value.precision() + Math.abs((long) value.scale());
    return digits <= MAX_NUMBER_LENGTH - 2;
  }
}
