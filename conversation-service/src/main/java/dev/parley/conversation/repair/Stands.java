package dev.parley.conversation.repair;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.sql.Columns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads what is kept of a conversation, and mends what no message tells.
@Repository
class Stands {

  private final JdbcClient jdbc;

  Stands(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Nobody changes its members or its numbers until the transaction ends.
  void hold(ConversationId conversation) {
    for (String statement :
        List.of(
            "SELECT 1 FROM conversation WHERE id = :id FOR UPDATE",
            "SELECT 1 FROM activity WHERE conversation_id = :id FOR UPDATE",
            "SELECT 1 FROM participant WHERE conversation_id = :id ORDER BY user_id FOR UPDATE")) {
      jdbc.sql(statement).param("id", conversation.value()).query(_ -> {});
    }
  }

  Optional<Stand> of(ConversationId conversation, long fromSeq) {
    return jdbc.sql(
            """
            SELECT a.last_seq, a.rev, a.archived, c.state = 'archived' AS archived_by_state,
                   c.participant_count,
                   (SELECT count(*) FROM participant p
                    WHERE p.conversation_id = c.id AND p.left_at IS NULL) AS participants,
                   (SELECT count(*) FROM uncounted_message u
                    WHERE u.conversation_id = c.id AND u.seq > :from) AS uncounted,
                   (SELECT count(*) FROM mention m
                    WHERE m.conversation_id = c.id AND m.seq > :from) AS mentions
            FROM conversation c JOIN activity a ON a.conversation_id = c.id
            WHERE c.id = :conversation
            """)
        .param("conversation", conversation.value())
        .param("from", fromSeq)
        .query((row, _) ->
            new Stand(
                row.getLong("last_seq"),
                row.getLong("rev"),
                row.getLong("uncounted"),
                row.getLong("mentions"),
                row.getLong("participant_count"),
                row.getLong("participants"),
                row.getBoolean("archived_by_state"),
                row.getBoolean("archived"),
                unread(conversation)))
        .optional();
  }

  private Map<UserId, Stand.Unread> unread(ConversationId conversation) {
    Map<UserId, Stand.Unread> unread = new HashMap<>();
    jdbc.sql(
            """
            SELECT user_id, read_seq, delivered_seq, unread_count, mention_count
            FROM inbox_entry WHERE conversation_id = :conversation
            """)
        .param("conversation", conversation.value())
        .query(row -> {
          unread.put(
              new UserId(row.getString("user_id")),
              new Stand.Unread(
                  row.getLong("read_seq"),
                  row.getLong("delivered_seq"),
                  row.getLong("unread_count"),
                  row.getLong("mention_count")));
        });
    return unread;
  }

  void clampCursors(ConversationId conversation, List<UserId> users, long lastSeq) {
    jdbc.sql(
            """
            UPDATE participant
            SET read_seq = least(read_seq, :lastSeq),
                delivered_seq = greatest(least(delivered_seq, :lastSeq), least(read_seq, :lastSeq))
            WHERE conversation_id = :conversation
              AND user_id = ANY (CAST(:users AS text[]) COLLATE "C")
            """)
        .param("lastSeq", lastSeq)
        .param("conversation", conversation.value())
        .param("users", Columns.texts(users))
        .update();
  }

  void setCountAndArchived(ConversationId conversation, Stand stand) {
    if (stand.participantCount() != stand.participants()) {
      jdbc.sql("UPDATE conversation SET participant_count = :count WHERE id = :conversation")
          .param("count", stand.participants())
          .param("conversation", conversation.value())
          .update();
    }
    if (stand.archived() != stand.archivedBySettings()) {
      jdbc.sql("UPDATE activity SET archived = :archived WHERE conversation_id = :conversation")
          .param("archived", stand.archived())
          .param("conversation", conversation.value())
          .update();
    }
  }

  /// Conversations in the order of their ids.
  ///
  /// @param user whose; null for everybody's
  List<ConversationId> page(@Nullable UserId user, @Nullable ConversationId after, int limit) {
    String from =
        user == null
            ? "SELECT id FROM conversation WHERE id > CAST(:after AS uuid)"
            : """
            SELECT conversation_id AS id FROM participant
            WHERE user_id = :user AND left_at IS NULL AND conversation_id > CAST(:after AS uuid)
            """;
    return jdbc.sql(from + " ORDER BY id LIMIT :limit")
        .param("user", user == null ? null : user.value())
        .param("after", after == null ? "00000000-0000-0000-0000-000000000000" : after.toString())
        .param("limit", limit)
        .query((row, _) -> Columns.conversationId(row, "id"))
        .list();
  }
}
