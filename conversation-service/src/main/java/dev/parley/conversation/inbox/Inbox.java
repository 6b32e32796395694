package dev.parley.conversation.inbox;

import dev.parley.common.id.UserId;
import dev.parley.conversation.conversation.ConversationView;
import dev.parley.conversation.conversation.ConversationViews;
import dev.parley.conversation.paging.Page;
import dev.parley.conversation.sql.Columns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// A user's conversations. A page costs three statements: which, what they are, who is in them.
@Repository
class Inbox {

  private final JdbcClient jdbc;
  private final ConversationViews views;

  Inbox(JdbcClient jdbc, ConversationViews views) {
    this.jdbc = jdbc;
    this.views = views;
  }

  Page<ConversationView> of(UserId user, InboxQuery query) {
    List<InboxPosition> found = positions(user, query);
    boolean more = found.size() > query.limit();
    List<InboxPosition> page = more ? found.subList(0, query.limit()) : found;
    return new Page<>(
        views.of(page.stream().map(InboxPosition::id).toList(), user),
        more ? page.getLast().toCursor() : null);
  }

  private List<InboxPosition> positions(UserId user, InboxQuery query) {
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
    narrow(query, sql, parameters);
    if (query.after() != null) {
      sql.append(
          "AND (e.pinned, e.active_at, e.conversation_id) < (:pinned, :activeAt, :conversation)\n");
      parameters.put("pinned", query.after().pinned());
      parameters.put("activeAt", Columns.time(query.after().activeAt()));
      parameters.put("conversation", query.after().id().value());
    }
    sql.append("ORDER BY e.pinned DESC, e.active_at DESC, e.conversation_id DESC LIMIT :limit");
    return jdbc.sql(sql.toString())
        .params(parameters)
        .query((row, _) ->
            new InboxPosition(
                row.getBoolean("pinned"),
                Columns.instant(row, "active_at"),
                Columns.conversationId(row, "conversation_id")))
        .list();
  }

  private static void narrow(InboxQuery query, StringBuilder sql, Map<String, Object> parameters) {
    if (query.unread() != null) {
      sql.append(query.unread() ? "AND e.unread_count > 0\n" : "AND e.unread_count = 0\n");
    }
    if (query.type() != null) {
      sql.append(
          """
          AND EXISTS (SELECT FROM conversation c
                      WHERE c.id = e.conversation_id AND c.type = :type)
          """);
      parameters.put("type", query.type().wireName());
    }
    if (query.contextType() != null || query.contextId() != null) {
      sql.append(
          "AND e.conversation_id IN (SELECT x.conversation_id FROM conversation_context x\n");
      sql.append("  WHERE true");
      narrowContext("type", "contextType", query.contextType(), sql, parameters);
      narrowContext("id", "contextId", query.contextId(), sql, parameters);
      sql.append(")\n");
    }
  }

  private static void narrowContext(
      String column,
      String parameter,
      @org.jspecify.annotations.Nullable String value,
      StringBuilder sql,
      Map<String, Object> parameters) {
    if (value != null) {
      sql.append(" AND x.").append(column).append(" = :").append(parameter);
      parameters.put(parameter, value);
    }
  }
}
