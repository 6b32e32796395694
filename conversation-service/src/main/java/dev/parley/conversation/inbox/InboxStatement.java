package dev.parley.conversation.inbox;

import dev.parley.common.id.UserId;
import dev.parley.conversation.sql.Columns;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The statement that finds a page of an inbox, and one conversation more to tell whether another
/// page follows.
record InboxStatement(String sql, Map<String, Object> parameters) {

  static InboxStatement of(UserId user, InboxQuery query) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("user", user.value());
    parameters.put("archived", query.archived());
    parameters.put("limit", query.limit() + 1);
    StringBuilder sql =
        new StringBuilder(
            """
            SELECT e.pinned, e.active_at, e.conversation_id FROM inbox_entry e
            WHERE e.user_id = :user AND e.archived = :archived
            """);
    if (query.unread() != null) {
      sql.append(query.unread() ? "AND e.unread_count > 0\n" : "AND e.unread_count = 0\n");
    }
    narrowType(query, sql, parameters);
    narrowContext(query, sql, parameters);
    continueAfter(query.after(), sql, parameters);
    sql.append("ORDER BY e.pinned DESC, e.active_at DESC, e.conversation_id DESC LIMIT :limit");
    return new InboxStatement(sql.toString(), parameters);
  }

  private static void narrowType(
      InboxQuery query, StringBuilder sql, Map<String, Object> parameters) {
    if (query.type() != null) {
      sql.append(
          """
          AND EXISTS (SELECT FROM conversation c
                      WHERE c.id = e.conversation_id AND c.type = :type)
          """);
      parameters.put("type", query.type().wireName());
    }
  }

  private static void narrowContext(
      InboxQuery query, StringBuilder sql, Map<String, Object> parameters) {
    if (query.contextType() == null && query.contextId() == null) {
      return;
    }
    sql.append(
        """
        AND EXISTS (SELECT FROM conversation_context x
                    WHERE x.conversation_id = e.conversation_id\
        """);
    if (query.contextType() != null) {
      sql.append(" AND x.type = :contextType");
      parameters.put("contextType", query.contextType());
    }
    if (query.contextId() != null) {
      sql.append(" AND x.id = :contextId");
      parameters.put("contextId", query.contextId());
    }
    sql.append(")\n");
  }

  private static void continueAfter(
      @Nullable InboxPosition after, StringBuilder sql, Map<String, Object> parameters) {
    if (after != null) {
      sql.append(
          "AND (e.pinned, e.active_at, e.conversation_id) < (:pinned, :activeAt, :conversation)\n");
      parameters.put("pinned", after.pinned());
      parameters.put("activeAt", Columns.time(after.activeAt()));
      parameters.put("conversation", after.id().value());
    }
  }
}
