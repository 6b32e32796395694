package dev.parley.common.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a message is. A client sends any but `system`, which only the suite writes.
public enum MessageType {
  TEXT,
  IMAGE,
  VIDEO,
  AUDIO,
  FILE,
  LOCATION,
  SYSTEM,
  CUSTOM;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException for any other text
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static MessageType of(String wireName) {
    for (MessageType type : values()) {
      if (type.wireName().equals(wireName)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no such message type");
  }
}
