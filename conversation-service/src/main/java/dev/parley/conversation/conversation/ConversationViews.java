package dev.parley.conversation.conversation;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.participant.Participants;
import dev.parley.conversation.participant.Role;
import dev.parley.conversation.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Conversations as a user sees them: two statements, however many.
@Repository
public class ConversationViews {

  private record Row(ConversationSummary summary, Newest newest, ConversationView.Me me) {}

  private final JdbcClient jdbc;
  private final Participants participants;

  ConversationViews(JdbcClient jdbc, Participants participants) {
    this.jdbc = jdbc;
    this.participants = participants;
  }

  /// @throws dev.parley.common.problem.DomainException `not_found` to a stranger, `not_participant`
  ///   to a former participant
  public ConversationView of(ConversationId conversation, UserId user) {
    List<ConversationView> views = of(List.of(conversation), user);
    if (views.isEmpty()) {
      participants.require(conversation, user);
      // They joined between the two statements.
      return of(List.of(conversation), user).getFirst();
    }
    return views.getFirst();
  }

  /// Those the user is a participant of, in the order they were asked for.
  public List<ConversationView> of(Collection<ConversationId> conversations, UserId user) {
    Map<ConversationId, Row> rows = new HashMap<>();
    jdbc.sql(
            """
            SELECT c.*, e.role, e.joined_seq, e.read_seq, e.delivered_seq, e.unread_count, e.mention_count,
                   e.muted_until, e.pinned, e.archived, e.last_seq, e.rev, e.last_message_id,
                   e.last_message_sender_id, e.last_message_type, e.last_message_preview,
                   e.last_message_at
            FROM inbox_entry e JOIN conversation c ON c.id = e.conversation_id
            WHERE e.user_id = :user AND e.conversation_id = ANY (CAST(:conversations AS uuid[]))
            """)
        .param("user", user.value())
        .param("conversations", Columns.texts(conversations))
        .query((row, _) -> row(row))
        .list()
        .forEach(row -> rows.put(row.summary.id(), row));
    Map<ConversationId, List<ConversationBody.Participant>> shown =
        participants.firstOfEach(rows.keySet(), ConversationView.SHOWN_PARTICIPANTS);
    return conversations.stream()
        .map(rows::get)
        .filter(Objects::nonNull)
        .map(row ->
            ConversationView.of(
                row.summary, row.newest, shown.getOrDefault(row.summary.id(), List.of()), row.me))
        .toList();
  }

  private static Row row(ResultSet row) throws SQLException {
    ConversationSummary summary = ConversationSummary.of(row);
    long from = summary.history() == History.ALL ? 0 : row.getLong("joined_seq");
    return new Row(summary, Newest.of(row).within(from, null), me(row, from));
  }

  private static ConversationView.Me me(ResultSet row, long from) throws SQLException {
    return new ConversationView.Me(
        Role.of(row.getString("role")),
        row.getLong("read_seq"),
        row.getLong("delivered_seq"),
        row.getLong("unread_count"),
        row.getLong("mention_count"),
        Columns.instantOrNull(row, "muted_until"),
        row.getBoolean("pinned"),
        row.getBoolean("archived"),
        from,
        null,
        null);
  }
}
