package dev.parley.common.event;

import org.jspecify.annotations.Nullable;

/// `user.updated`, from the platform: what a user is called and looks like now, whole.
///
/// @param name at most 200 characters; absent for none
/// @param avatarUrl an http or https URL of at most 2 048 bytes; absent for none
public record UserUpdated(String userId, @Nullable String name, @Nullable String avatarUrl)
    implements EventBody {

  @Override
  public String topic() {
    return Topics.USER_UPDATED;
  }

  @Override
  public String partitionKey() {
    return userId;
  }
}
