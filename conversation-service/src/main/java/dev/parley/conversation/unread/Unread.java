package dev.parley.conversation.unread;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.sql.Columns;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Unread counts, each from one statement however many users or conversations it is about. Muted
/// conversations count; archived ones don't.
@Repository
public class Unread {

  private record Versioned(UserId user, UnreadTotal total) {}

  private final JdbcClient jdbc;

  Unread(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Gives each user's unread state its next version, and holds the users until the transaction
  /// ends: what is counted after this is at least as new as what any lower version counted. Users
  /// are taken in byte order, so that two transactions never wait for each other: nobody holds a
  /// version and still wants a participant's row, so what changes participants comes before this.
  public void takeNextVersions(Collection<UserId> users) {
    if (users.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            INSERT INTO unread_version AS v (user_id, version)
            SELECT DISTINCT user_id, 1
            FROM unnest(CAST(:users AS text[]) COLLATE "C") AS u (user_id)
            ORDER BY user_id
            ON CONFLICT (user_id) DO UPDATE SET version = v.version + 1
            """)
        .param("users", Columns.texts(users))
        .update();
  }

  public UnreadTotal totalOf(UserId user) {
    return totalsOf(List.of(user)).getOrDefault(user, UnreadTotal.NOTHING);
  }

  public Map<UserId, UnreadTotal> totalsOf(Collection<UserId> users) {
    Map<UserId, UnreadTotal> totals = new HashMap<>();
    if (users.isEmpty()) {
      return totals;
    }
    jdbc.sql(
            """
            SELECT u.user_id, coalesce(e.total, 0) AS total, coalesce(e.conversations, 0) AS conversations,
                   coalesce(v.version, 0) AS version
            FROM unnest(CAST(:users AS text[]) COLLATE "C") AS u (user_id)
            LEFT JOIN unread_version v ON v.user_id = u.user_id
            CROSS JOIN LATERAL (
              SELECT sum(i.unread_count)::bigint AS total,
                     count(*) FILTER (WHERE i.unread_count > 0) AS conversations
              FROM inbox_entry i WHERE i.user_id = u.user_id AND NOT i.archived) e
            """)
        .param("users", Columns.texts(users))
        .query((row, _) ->
            new Versioned(
                new UserId(row.getString("user_id")),
                new UnreadTotal(
                    row.getLong("total"), row.getLong("conversations"), row.getLong("version"))))
        .list()
        .forEach(v -> totals.put(v.user, v.total));
    return totals;
  }

  /// The markers of participants, where they are participants now.
  ///
  /// @param conversations as many as users: each names its place's user
  public List<MarkerState> statesOf(List<ConversationId> conversations, List<UserId> users) {
    return jdbc.sql(
            """
            SELECT e.conversation_id, e.user_id, e.read_seq, e.delivered_seq, e.unread_count
            FROM unnest(CAST(:conversations AS uuid[]), CAST(:users AS text[]) COLLATE "C")
              AS w (conversation_id, user_id)
            JOIN inbox_entry e
              ON e.conversation_id = w.conversation_id AND e.user_id = w.user_id
            """)
        .param("conversations", Columns.texts(conversations))
        .param("users", Columns.texts(users))
        .query((row, _) ->
            new MarkerState(
                Columns.conversationId(row, "conversation_id"),
                new UserId(row.getString("user_id")),
                row.getLong("read_seq"),
                row.getLong("delivered_seq"),
                row.getLong("unread_count")))
        .list();
  }
}
