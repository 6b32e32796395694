package dev.parley.common.event;

import java.time.Instant;

/// `user.erased`: nothing is left of the user's messages but tombstones.
///
/// @param messages how many there were
/// @param at when the last of it was done
public record UserErased(String userId, long messages, Instant at) implements EventBody {

  @Override
  public String topic() {
    return Topics.USER_ERASED;
  }

  @Override
  public String partitionKey() {
    return userId;
  }
}
