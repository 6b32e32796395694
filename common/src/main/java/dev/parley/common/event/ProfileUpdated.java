package dev.parley.common.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What others see of a user has changed: `profile.updated`.
///
/// @param name what the user is called now; absent for nothing, empty when the account is gone
/// @param avatarUrl an http or https URL; absent for none
/// @param deleted true when the account is gone; absent otherwise
/// @param version grows with each change of the profile: the higher one holds
public record ProfileUpdated(
    String userId,
    @Nullable String name,
    @Nullable String avatarUrl,
    @Nullable Boolean deleted,
    long version)
    implements EventBody {

  @Override
  public String topic() {
    return Topics.PROFILE_UPDATED;
  }

  @Override
  public String partitionKey() {
    return userId;
  }

  @Override
  public Map<String, String> extensions() {
    return Map.of(Extensions.VERSION, Long.toString(version));
  }
}
