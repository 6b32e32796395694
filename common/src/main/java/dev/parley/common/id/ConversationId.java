package dev.parley.common.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// A conversation's identifier: UUIDv7.
public record ConversationId(@JsonValue UUID value) implements Comparable<ConversationId> {

  /// @throws IllegalArgumentException when the text is not a UUID in its canonical form
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static ConversationId of(String text) {
    return new ConversationId(Uuids.parse(text));
  }

  @Override
  public int compareTo(ConversationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
