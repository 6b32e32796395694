package dev.parley.conversation.account;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.sql.Columns;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// What an account leaves behind beside its messages.
@Repository
class AccountTraces {

  private final JdbcClient jdbc;

  AccountTraces(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Those the user is in, in the order of their ids.
  List<ConversationId> conversationsOf(UserId user, @Nullable ConversationId after, int limit) {
    return jdbc.sql(
            """
            SELECT conversation_id FROM participant
            WHERE user_id = :user AND left_at IS NULL AND conversation_id > :after
            ORDER BY conversation_id LIMIT :limit
            """)
        .param("user", user.value())
        .param("after", after == null ? new UUID(0, 0) : after.value())
        .param("limit", limit)
        .query((row, _) -> Columns.conversationId(row, "conversation_id"))
        .list();
  }

  void clearSettings(ConversationId conversation, UserId user) {
    jdbc.sql(
            """
            UPDATE participant SET muted_until = NULL, pinned = false, archived_seq = NULL
            WHERE conversation_id = :conversation AND user_id = :user
            """)
        .param("conversation", conversation.value())
        .param("user", user.value())
        .update();
  }

  /// What nobody else has a use for.
  @Transactional
  public void forget(UserId user) {
    for (String statement :
        List.of(
            "DELETE FROM block WHERE blocker_id = :user",
            "DELETE FROM block WHERE blocked_id = :user",
            "DELETE FROM left_conversation WHERE user_id = :user",
            "DELETE FROM unread_version WHERE user_id = :user")) {
      jdbc.sql(statement).param("user", user.value()).update();
    }
  }
}
