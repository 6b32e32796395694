package dev.parley.realtime.presence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Whether a user is here. The later ones win over the earlier: a user is what the liveliest of
/// their devices is.
enum PresenceStatus {
  OFFLINE,
  /// Connected, and silent on every device for a while.
  AWAY,
  ONLINE;

  @JsonValue
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException for any other text
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static PresenceStatus of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  PresenceStatus or(PresenceStatus other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
