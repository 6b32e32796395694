package dev.parley.conversation.conversation;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.participant.Role;
import dev.parley.conversation.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Conversations as those see them who have left, or were taken out: as they were then, up to the
/// last message before. Of the newest message only what still stands is shown: its preview, if it
/// is within what they may read, and has not been changed since.
@Repository
public class FormerViews {

  private final JdbcClient jdbc;

  FormerViews(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<ConversationView> of(ConversationId conversation, UserId user) {
    return of(List.of(conversation), user).stream().findFirst();
  }

  /// Those the user has left, in the order they were asked for.
  public List<ConversationView> of(Collection<ConversationId> conversations, UserId user) {
    Map<ConversationId, ConversationView> views = new HashMap<>();
    jdbc.sql(
            """
            SELECT c.id, c.type, l.name, l.avatar_url, l.context_type, l.context_id,
                   c.context_by_platform, l.state,
                   c.history, l.metadata, c.created_by, c.created_at, l.updated_at, l.version,
                   0 AS participant_count, p.role, p.read_seq, p.delivered_seq, l.from_seq,
                   l.left_seq, l.left_at, l.rev, a.last_seq, a.last_message_id,
                   a.last_message_sender_id, a.last_message_type,
                   CASE WHEN a.last_message_rev <= l.rev THEN a.last_message_preview END
                     AS last_message_preview,
                   a.last_message_at
            FROM left_conversation l
            JOIN conversation c ON c.id = l.conversation_id
            JOIN activity a ON a.conversation_id = l.conversation_id
            JOIN participant p
              ON p.conversation_id = l.conversation_id AND p.user_id = l.user_id
            WHERE l.user_id = :user
              AND l.conversation_id = ANY (CAST(:conversations AS uuid[]))
            """)
        .param("user", user.value())
        .param("conversations", Columns.texts(conversations))
        .query((row, _) -> view(row))
        .list()
        .forEach(view -> views.put(view.id(), view));
    return conversations.stream().map(views::get).filter(Objects::nonNull).toList();
  }

  private static ConversationView view(ResultSet row) throws SQLException {
    ConversationView.Me me = me(row);
    return ConversationView.of(
        ConversationSummary.of(row),
        Newest.of(row).within(me.fromSeq(), me.leftSeq()),
        List.of(),
        me);
  }

  private static ConversationView.Me me(ResultSet row) throws SQLException {
    long leftSeq = row.getLong("left_seq");
    return new ConversationView.Me(
        Role.of(row.getString("role")),
        Math.min(row.getLong("read_seq"), leftSeq),
        Math.min(row.getLong("delivered_seq"), leftSeq),
        0,
        0,
        null,
        false,
        false,
        row.getLong("from_seq"),
        leftSeq,
        Columns.instant(row, "left_at"));
  }
}
