package dev.parley.common.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `session.revoked`, from the platform: the user's tokens are refused from now on. Of one token,
/// of one login, or, where neither is named, all that were issued until then.
///
/// @param session the login: what its tokens have in `sid`
/// @param jti the one token
/// @param at when; the record's own time unless told
public record SessionRevoked(
    String userId, @Nullable String session, @Nullable String jti, @Nullable Instant at)
    implements EventBody {

  /// All of a user's tokens until then.
  public static SessionRevoked all(String userId, @Nullable Instant at) {
    return new SessionRevoked(userId, null, null, at);
  }

  @Override
  public String topic() {
    return Topics.SESSION_REVOKED;
  }

  @Override
  public String partitionKey() {
    return userId;
  }
}
