package dev.parley.conversation.inbox;

import dev.parley.common.id.UserId;
import dev.parley.conversation.conversation.ConversationView;
import dev.parley.conversation.conversation.ConversationViews;
import dev.parley.conversation.paging.Page;
import dev.parley.conversation.sql.Columns;
import java.util.List;
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
    InboxStatement statement = InboxStatement.of(user, query);
    return jdbc.sql(statement.sql())
        .params(statement.parameters())
        .query((row, _) ->
            new InboxPosition(
                row.getBoolean("pinned"),
                Columns.instant(row, "active_at"),
                Columns.conversationId(row, "conversation_id")))
        .list();
  }
}
