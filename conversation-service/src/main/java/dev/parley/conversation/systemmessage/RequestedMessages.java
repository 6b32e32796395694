package dev.parley.conversation.systemmessage;

import dev.parley.common.id.ConversationId;
import dev.parley.conversation.sql.Columns;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Requests that have had their effect.
@Repository
class RequestedMessages {

  private final JdbcClient jdbc;

  RequestedMessages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Claims the key; who claims it at the same time waits, and then finds it claimed.
  ///
  /// @return false when it has had its effect before
  boolean claim(String key, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO requested_message (key, requested_at) VALUES (:key, :now)
                ON CONFLICT DO NOTHING
                """)
            .param("key", key)
            .param("now", Columns.time(now))
            .update()
        == 1;
  }

  void placed(String key, ConversationId conversation) {
    jdbc.sql("UPDATE requested_message SET conversation_id = :conversation WHERE key = :key")
        .param("conversation", conversation.value())
        .param("key", key)
        .update();
  }

  boolean isThere(ConversationId conversation) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM conversation
                           WHERE id = :conversation AND deleted_at IS NULL)
            """)
        .param("conversation", conversation.value())
        .query(Boolean.class)
        .single();
  }
}
