package dev.parley.conversation.visibility;

import dev.parley.common.id.UserId;
import dev.parley.conversation.sql.Columns;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The users whom one shares a conversation with, and no block.
@Repository
class VisibleUsers {

  private final JdbcClient jdbc;

  VisibleUsers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Those of the users whom the viewer may see. Either side's block hides both from each other:
  /// who blocks somebody wants to be rid of them, and is not to learn more of them than they do.
  List<UserId> to(UserId viewer, Collection<UserId> users) {
    return jdbc.sql(
            """
            SELECT asked.user_id
            FROM unnest(CAST(:users AS text[]) COLLATE "C") AS asked (user_id)
            WHERE EXISTS (
                SELECT FROM participant theirs
                JOIN participant own ON own.conversation_id = theirs.conversation_id
                WHERE theirs.user_id = asked.user_id AND theirs.left_at IS NULL
                  AND own.user_id = :viewer AND own.left_at IS NULL)
              AND NOT EXISTS (
                SELECT FROM block b
                WHERE (b.blocker_id = asked.user_id AND b.blocked_id = :viewer)
                   OR (b.blocker_id = :viewer AND b.blocked_id = asked.user_id))
            """)
        .param("users", Columns.texts(users))
        .param("viewer", viewer.value())
        .query((row, _) -> new UserId(row.getString("user_id")))
        .list();
  }
}
