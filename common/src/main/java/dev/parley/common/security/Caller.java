package dev.parley.common.security;

import dev.parley.common.id.UserId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who calls, as a verified token says: never as a body or a query does.
///
/// @param name the token's `name`, as others may see it
/// @param picture the token's `picture`, a URL
/// @param roles of `admin`, `moderator`, `service`; unknown ones are kept and mean nothing
/// @param tokenId the token's `jti`
/// @param session the token's `sid`: the login that it belongs to
/// @param issuedAt the token's `iat`
/// @param expiresAt when the token ends
public record Caller(
    UserId id,
    @Nullable String name,
    @Nullable String picture,
    Set<String> roles,
    @Nullable String tokenId,
    @Nullable String session,
    @Nullable Instant issuedAt,
    Instant expiresAt) {

  /// Whether it is a part of the platform that speaks, and no user.
  public boolean isService() {
    return roles.contains("service");
  }

  public boolean isModerator() {
    return roles.contains("admin") || roles.contains("moderator");
  }
}
