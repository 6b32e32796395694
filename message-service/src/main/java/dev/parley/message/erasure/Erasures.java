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
      """
      INSERT INTO user_erasure AS known (user_id, requested_at) VALUES (?, ?)
      ON CONFLICT (user_id) DO UPDATE SET again_at = ? WHERE known.completed_at IS NOT NULL\
      """;
  private static final String CLAIM =
      """
      UPDATE user_erasure SET leased_until = ?
       WHERE user_id = (SELECT user_id FROM user_erasure
                         WHERE (completed_at IS NULL OR again_at <= ?)
                           AND (leased_until IS NULL OR leased_until < ?)
                         ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING user_id\
      """;
  private static final String PROGRESS =
      """
      UPDATE user_erasure SET messages = messages + ?, leased_until = ?
       WHERE user_id = ?\
      """;
  private static final String RELEASE =
      "UPDATE user_erasure SET leased_until = NULL WHERE user_id = ?";
  private static final String COMPLETE =
      """
      UPDATE user_erasure SET completed_at = ?, again_at = ?, leased_until = NULL
       WHERE user_id = ? AND completed_at IS NULL
      RETURNING messages\
      """;
  private static final String LOOKED_AGAIN =
      """
      UPDATE user_erasure SET again_at = NULL, leased_until = NULL
       WHERE user_id = ? AND again_at <= ?\
      """;

  private final JdbcClient jdbc;

  Erasures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Once for each user, however often it is said: who is erased is only looked for once more.
  void request(UserId user, Instant at, Duration againAfter) {
    jdbc.sql(REQUEST)
        .params(
            user.value(), at.atOffset(ZoneOffset.UTC), at.plus(againAfter).atOffset(ZoneOffset.UTC))
        .update();
  }

  /// One that nobody works on.
  Optional<UserId> claim(Instant now, Duration lease) {
    return jdbc.sql(CLAIM)
        .params(
            now.plus(lease).atOffset(ZoneOffset.UTC),
            now.atOffset(ZoneOffset.UTC),
            now.atOffset(ZoneOffset.UTC))
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

  /// @return how many messages were theirs; empty when it was completed before, and this was a
  ///   second look
  Optional<Long> complete(UserId user, Instant at, Duration againAfter) {
    Optional<Long> messages =
        jdbc.sql(COMPLETE)
            .params(
                at.atOffset(ZoneOffset.UTC),
                at.plus(againAfter).atOffset(ZoneOffset.UTC),
                user.value())
            .query(Long.class)
            .optional();
    if (messages.isEmpty()) {
      jdbc.sql(LOOKED_AGAIN).params(user.value(), at.atOffset(ZoneOffset.UTC)).update();
    }
    return messages;
  }
}
