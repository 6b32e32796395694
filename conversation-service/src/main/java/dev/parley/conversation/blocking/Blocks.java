package dev.parley.conversation.blocking;

import dev.parley.common.id.UserId;
import dev.parley.conversation.conversation.Pair;
import dev.parley.conversation.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Who has blocked whom.
@Repository
public class Blocks {

  /// @param createdAt when it was placed
  record Block(
      String userId, @Nullable String name, @Nullable String avatarUrl, Instant createdAt) {}

  private static final String SELECT =
      """
      SELECT b.blocked_id, f.name, f.avatar_url, b.created_at
      FROM block b LEFT JOIN profile f ON f.user_id = b.blocked_id
      """;

  private final JdbcClient jdbc;

  Blocks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Whether one of the two has blocked the other.
  public boolean between(Pair pair) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM block
              WHERE (blocker_id, blocked_id) IN ((:low, :high), (:high, :low)))
            """)
        .param("low", pair.low().value())
        .param("high", pair.high().value())
        .query(Boolean.class)
        .single();
  }

  Optional<Block> find(UserId blocker, UserId blocked) {
    return jdbc.sql(SELECT + "WHERE b.blocker_id = :blocker AND b.blocked_id = :blocked")
        .param("blocker", blocker.value())
        .param("blocked", blocked.value())
        .query((row, _) -> block(row))
        .optional();
  }

  List<Block> page(UserId blocker, @Nullable String after, int limit) {
    return jdbc.sql(
            SELECT
                + """
                WHERE b.blocker_id = :blocker AND b.blocked_id > :after
                ORDER BY b.blocked_id LIMIT :limit
                """)
        .param("blocker", blocker.value())
        .param("after", after == null ? "" : after)
        .param("limit", limit)
        .query((row, _) -> block(row))
        .list();
  }

  /// @return false when it was in place before
  boolean place(UserId blocker, UserId blocked, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO block (blocker_id, blocked_id, created_at)
                VALUES (:blocker, :blocked, :now) ON CONFLICT DO NOTHING
                """)
            .param("blocker", blocker.value())
            .param("blocked", blocked.value())
            .param("now", Columns.time(now))
            .update()
        > 0;
  }

  /// @return false when there was none
  boolean lift(UserId blocker, UserId blocked) {
    return jdbc.sql("DELETE FROM block WHERE blocker_id = :blocker AND blocked_id = :blocked")
            .param("blocker", blocker.value())
            .param("blocked", blocked.value())
            .update()
        > 0;
  }

  private static Block block(ResultSet row) throws SQLException {
    return new Block(
        row.getString("blocked_id"),
        row.getString("name"),
        row.getString("avatar_url"),
        Columns.instant(row, "created_at"));
  }
}
