package dev.parley.conversation.access;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.sql.Columns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/// Reads what the other services keep in their caches, for many at a time.
@Repository
class Accesses {

  /// @param fromSeq the last seq that the user may not read
  /// @param joinedSeq the one that the user joined after
  /// @param rev where the conversation stood a moment ago
  /// @param blocked whether one of a direct conversation's two has blocked the other
  record Joined(
      ConversationId id, long version, long fromSeq, long joinedSeq, long rev, boolean blocked) {}

  private record Of(ConversationId conversation, Access.Participant participant) {}

  private record For(UserId user, Joined joined) {}

  private final JdbcClient jdbc;

  Accesses(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Those that exist; one that was deleted does not. One snapshot: a version never comes with
  /// another version's participants.
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public List<Access> of(Collection<ConversationId> conversations) {
    String[] ids = Columns.texts(conversations);
    Map<ConversationId, List<Access.Participant>> participants = participants(ids);
    return jdbc.sql(
            """
            SELECT id, type, state, version, low_blocks OR high_blocks AS blocked,
                   history, context_by_platform AS has_context
            FROM conversation WHERE id = ANY (CAST(:ids AS uuid[])) AND deleted_at IS NULL
            """)
        .param("ids", ids)
        .query((row, _) -> {
          ConversationId id = Columns.conversationId(row, "id");
          return new Access(
              id,
              row.getString("type"),
              row.getString("state"),
              row.getLong("version"),
              row.getBoolean("blocked"),
              row.getString("history"),
              row.getBoolean("has_context"),
              participants.getOrDefault(id, List.of()));
        })
        .list();
  }

  /// The conversations that each of the users is in.
  Map<UserId, List<Joined>> membershipsOf(Collection<UserId> users) {
    Map<UserId, List<Joined>> memberships = new LinkedHashMap<>();
    users.forEach(user -> memberships.put(user, new ArrayList<>()));
    jdbc.sql(
            """
            SELECT p.user_id, c.id, c.version, a.rev, p.joined_seq,
                   c.low_blocks OR c.high_blocks AS blocked,
                   CASE c.history WHEN 'since_joining' THEN p.joined_seq ELSE 0 END AS from_seq
            FROM participant p
            JOIN conversation c ON c.id = p.conversation_id
            JOIN activity a ON a.conversation_id = c.id
            WHERE p.user_id = ANY (CAST(:users AS text[]) COLLATE "C") AND p.left_at IS NULL
            """)
        .param("users", Columns.texts(users))
        .query((row, _) ->
            new For(
                new UserId(row.getString("user_id")),
                new Joined(
                    Columns.conversationId(row, "id"),
                    row.getLong("version"),
                    row.getLong("from_seq"),
                    row.getLong("joined_seq"),
                    row.getLong("rev"),
                    row.getBoolean("blocked"))))
        .list()
        .forEach(f -> memberships.computeIfAbsent(f.user, _ -> new ArrayList<>()).add(f.joined));
    return memberships;
  }

  private Map<ConversationId, List<Access.Participant>> participants(String[] ids) {
    Map<ConversationId, List<Access.Participant>> byConversation = new HashMap<>();
    jdbc.sql(
            """
            SELECT conversation_id, user_id, role, joined_seq FROM participant
            WHERE conversation_id = ANY (CAST(:ids AS uuid[])) AND left_at IS NULL
            """)
        .param("ids", ids)
        .query((row, _) ->
            new Of(
                Columns.conversationId(row, "conversation_id"),
                new Access.Participant(
                    row.getString("user_id"), row.getString("role"), row.getLong("joined_seq"))))
        .list()
        .forEach(of ->
            byConversation
                .computeIfAbsent(of.conversation, _ -> new ArrayList<>())
                .add(of.participant));
    return byConversation;
  }
}
