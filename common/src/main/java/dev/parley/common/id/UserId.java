package dev.parley.common.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A user of the platform: its own opaque string, 1–128 characters, the JWT's `sub`.
public record UserId(@JsonValue String value) implements Comparable<UserId> {

  public static final int MAX_LENGTH = 128;

  /// Who speaks when the suite itself does. No token can carry it.
  public static final UserId SYSTEM = new UserId("system");

  public UserId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("a user id has 1 to 128 characters, none of them control");
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static UserId of(String value) {
    return new UserId(value);
  }

  public static boolean isValid(String value) {
    return !value.isBlank()
        && value.codePointCount(0, value.length()) <= MAX_LENGTH
        && value.chars().noneMatch(Character::isISOControl);
  }

  @Override
  public int compareTo(UserId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
