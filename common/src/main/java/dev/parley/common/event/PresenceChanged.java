package dev.parley.common.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A user has come, gone quiet or gone: `presence.changed`, once for each such turn, whatever the
/// number of the user's devices and of the nodes they are on.
///
/// @param status `online`, `away` (connected, and silent for a while) or `offline`
/// @param lastSeenAt when the user went; only of one who is offline
public record PresenceChanged(
    String userId, String status, @Nullable Instant lastSeenAt, Instant at) implements EventBody {

  @Override
  public String topic() {
    return Topics.PRESENCE_CHANGED;
  }

  @Override
  public String partitionKey() {
    return userId;
  }
}
