package dev.parley.conversation.readmarker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

enum MarkerKind {
  /// What is read has been delivered: this marker takes the other one along.
  READ,
  DELIVERED;

  @JsonValue
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException for any other text
  @JsonCreator
  static MarkerKind of(String wireName) {
    for (MarkerKind kind : values()) {
      if (kind.wireName().equals(wireName)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no such marker");
  }
}
