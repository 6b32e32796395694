package dev.parley.common.security;

import dev.parley.common.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The tokens that are refused before their time. They are remembered for as long as a token may
/// live, after which it has ended by itself.
public final class Revocations {

  /// How many are taken between two looks for those that can be forgotten.
  private static final int LOOKED_THROUGH_AFTER = 1_000;

  private enum Kind {
    ALL,
    TOKEN,
    SESSION
  }

  private record Key(UserId user, Kind kind, String id) {}

  private final ConcurrentHashMap<Key, Instant> revoked = new ConcurrentHashMap<>();

  /// By how much the platform's clock may be ahead.
  private static final Duration TOLERANCE = Duration.ofSeconds(30);

  private final Duration kept;
  private final Clock clock;
  private int taken;

  /// @param maxTokenLife the longest that a token of the platform's lives
  public Revocations(Duration maxTokenLife, Clock clock) {
    this.kept = maxTokenLife.plus(TOLERANCE);
    this.clock = clock;
  }

  /// How long a revocation is remembered.
  public Duration kept() {
    return kept;
  }

  /// Whether a token that ends then ends before a revocation of today is forgotten: any other would
  /// be good again after it.
  boolean outlast(Instant end) {
    return !end.isAfter(clock.instant().plus(kept));
  }

  /// All of the user's tokens that were issued at this time or before.
  public void revokeAll(UserId user, Instant at) {
    add(new Key(user, Kind.ALL, ""), at);
  }

  /// The user's token of this `jti`.
  public void revokeToken(UserId user, String tokenId, Instant at) {
    add(new Key(user, Kind.TOKEN, tokenId), at);
  }

  /// The user's tokens of one login, which they name in `sid`.
  public void revokeSession(UserId user, String session, Instant at) {
    add(new Key(user, Kind.SESSION, session), at);
  }

  /// Whether the caller's token has been revoked. One that does not say when it was issued is taken
  /// for an old one.
  public boolean covers(Caller caller) {
    if (revoked.isEmpty()) {
      return false;
    }
    return isRevoked(caller.id(), Kind.TOKEN, caller.tokenId())
        || isRevoked(caller.id(), Kind.SESSION, caller.session())
        || isFromBefore(caller.issuedAt(), revoked.get(new Key(caller.id(), Kind.ALL, "")));
  }

  private boolean isRevoked(UserId user, Kind kind, @Nullable String id) {
    return id != null && revoked.containsKey(new Key(user, kind, id));
  }

  /// A token's time is in whole seconds: one that was issued in the second of the revocation is
  /// refused too.
  private static boolean isFromBefore(@Nullable Instant issuedAt, @Nullable Instant revokedAt) {
    return revokedAt != null && (issuedAt == null || !issuedAt.isAfter(revokedAt));
  }

  private synchronized void add(Key key, Instant at) {
    revoked.merge(key, at, (known, other) -> known.isAfter(other) ? known : other);
    taken++;
    if (taken % LOOKED_THROUGH_AFTER == 0) {
      Instant oldest = clock.instant().minus(kept);
      revoked.values().removeIf(time -> time.isBefore(oldest));
    }
  }

  int size() {
    return revoked.size();
  }
}
