package dev.parley.common.event;

import java.time.Instant;

/// `block.changed`, between the suite's own services: a user has blocked another, or has ceased to.
/// Nobody outside is told who has blocked whom.
///
/// @param userId who has
/// @param blockedId whom
/// @param blocked false when it has ceased
public record BlockChanged(String userId, String blockedId, boolean blocked, Instant at)
    implements EventBody {

  @Override
  public String topic() {
    return Topics.BLOCK_CHANGED;
  }

  @Override
  public String partitionKey() {
    return userId;
  }
}
