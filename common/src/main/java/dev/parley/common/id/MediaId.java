package dev.parley.common.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// An attachment's identifier: UUIDv7.
public record MediaId(@JsonValue UUID value) implements Comparable<MediaId> {

  /// @throws IllegalArgumentException when the text is not a UUID in its canonical form
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static MediaId of(String text) {
    return new MediaId(Uuids.parse(text));
  }

  @Override
  public int compareTo(MediaId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
