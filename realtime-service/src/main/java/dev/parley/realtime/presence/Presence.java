package dev.parley.realtime.presence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a user is seen.
///
/// @param lastSeenAt when the user went; only of one who is offline, where it is known
record Presence(String userId, PresenceStatus status, @Nullable Instant lastSeenAt) {

  /// How one is seen by those who may not know.
  static Presence unknown(String userId) {
    return new Presence(userId, PresenceStatus.OFFLINE, null);
  }
}
