package dev.parley.common.revocation;

import dev.parley.common.id.UserId;

/// To be told when tokens of a user have been revoked, once they are refused.
@FunctionalInterface
public interface RevocationListener {

  /// @param reason `revoked` or `user_deleted`
  void revoked(UserId user, String reason);
}
