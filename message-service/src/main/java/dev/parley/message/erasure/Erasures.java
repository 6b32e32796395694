package dev.parley.message.erasure;

import dev.parley.common.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Users who are to be erased, and how far that has come. One node works on a user at a time, for
/// as long as it renews its lease.
@Repository
class Erasures {

  private static final String REQUEST =
      "INSERT INTO user_erasure (user_id, requested_at) VALUES (?, ?) ON CONFLICT DO NOTHING";
  private static final String CLAIM =
      """
      UPDATE user_erasure SET leased_until = ?
       WHERE user_id = (SELECT user_id FROM user_erasure
                         WHERE completed_at IS NULL
                           AND (leased_until IS NULL OR leased_until < ?)
                         ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING user_id\
      """;
  private static final String PROGRESS =
      """
      UPDATE user_erasure SET messages = messages + ?, leased_until = ?
       WHERE user_id = ? AND completed_at IS NULL\
      """;
  private static final String RELEASE =
      "UPDATE user_erasure SET leased_until = NULL WHERE user_id = ?";
  private static final String COMPLETE =
      """
      UPDATE user_erasure SET completed_at = ? WHERE user_id = ? AND completed_at IS NULL
      RETURNING messages\
      """;

  private final JdbcClient jdbc;

  Erasures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Once for each user, however often it is said.
  void request(UserId user, Instant at) {
    jdbc.sql(REQUEST).params(user.value(), at.atOffset(ZoneOffset.UTC)).update();
  }

  /// One that nobody works on.
  Optional<UserId> claim(Instant now, Duration lease) {
    return jdbc.sql(CLAIM)
        .params(now.plus(lease).atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC))
        .query(String.class)
        .optional()
        .map(UserId::new);
  }

  /// Counts what has become a tombstone, and renews the lease.
  void progress(UserId user, long messages, Instant now, Duration lease) {
    jdbc.sql(PROGRESS)
        .params(messages, now.plus(lease).atOffset(ZoneOffset.UTC), user.value())
        .update();
  }

  /// Leaves it to whoever comes next.
  void release(UserId user) {
    jdbc.sql(RELEASE).param(user.value()).update();
  }

  /// @return how many messages were theirs; empty when it was completed before
  Optional<Long> complete(UserId user, Instant at) {
    return jdbc.sql(COMPLETE)
        .params(at.atOffset(ZoneOffset.UTC), user.value())
        .query(Long.class)
        .optional();
  }
}
