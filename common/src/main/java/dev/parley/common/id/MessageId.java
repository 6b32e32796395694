package dev.parley.common.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// A message's identifier: a UUID the client may choose; it is the send's idempotency key.
public record MessageId(@JsonValue UUID value) implements Comparable<MessageId> {

  /// @throws IllegalArgumentException when the text is not a UUID in its canonical form
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static MessageId of(String text) {
    return new MessageId(Uuids.parse(text));
  }

  @Override
  public int compareTo(MessageId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
