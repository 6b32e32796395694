package dev.parley.conversation.access;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.sql.Columns;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// All that someone may read: the conversations that they are in, and those that they were in, each
/// as far as they may read it.
@Repository
class ReadableConversations {

  /// The messages after `fromSeq`, up to `toSeq` where they have left it.
  ///
  /// @param leftRev its last rev when they left it, as far as the messages' events had told
  record Window(
      ConversationId conversationId,
      long fromSeq,
      @Nullable Long toSeq,
      @Nullable Long leftRev,
      @Nullable Instant leftAt) {}

  private final JdbcClient jdbc;

  ReadableConversations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param only where not null, that conversation alone
  List<Window> of(UserId user, @Nullable ConversationId only) {
    return jdbc.sql(
            """
            SELECT p.conversation_id,
                   CASE c.history WHEN 'since_joining' THEN p.joined_seq ELSE 0 END AS from_seq,
                   NULL::bigint AS to_seq, NULL::bigint AS left_rev, NULL::timestamptz AS left_at
            FROM participant p JOIN conversation c ON c.id = p.conversation_id
            WHERE p.user_id = :user AND p.left_at IS NULL
              AND (:all OR p.conversation_id = CAST(:only AS uuid))
            UNION ALL
            SELECT l.conversation_id, l.from_seq, l.left_seq, l.rev, l.left_at
            FROM left_conversation l
            WHERE l.user_id = :user AND (:all OR l.conversation_id = CAST(:only AS uuid))
            """)
        .param("user", user.value())
        .param("all", only == null)
        .param("only", only == null ? null : only.toString())
        .query((row, _) ->
            new Window(
                Columns.conversationId(row, "conversation_id"),
                row.getLong("from_seq"),
                row.getObject("to_seq", Long.class),
                row.getObject("left_rev", Long.class),
                Columns.instantOrNull(row, "left_at")))
        .list();
  }
}
