package dev.parley.conversation.inbox;

import dev.parley.common.id.UserId;
import dev.parley.conversation.conversation.ConversationView;
import dev.parley.conversation.conversation.FormerViews;
import dev.parley.conversation.paging.Page;
import dev.parley.conversation.sql.Columns;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The conversations that a user has left, or was taken out of: the last one first.
@Repository
class LeftInbox {

  private final JdbcClient jdbc;
  private final FormerViews views;

  LeftInbox(JdbcClient jdbc, FormerViews views) {
    this.jdbc = jdbc;
    this.views = views;
  }

  Page<ConversationView> of(UserId user, @Nullable InboxPosition after, int limit) {
    List<InboxPosition> found = positions(user, after, limit + 1);
    boolean more = found.size() > limit;
    List<InboxPosition> page = more ? found.subList(0, limit) : found;
    return new Page<>(
        views.of(page.stream().map(InboxPosition::id).toList(), user),
        more ? page.getLast().toCursor() : null);
  }

  private List<InboxPosition> positions(UserId user, @Nullable InboxPosition after, int limit) {
    return jdbc.sql(
            """
            SELECT left_at, conversation_id FROM left_conversation
            WHERE user_id = :user
              AND (CAST(:leftAt AS timestamptz) IS NULL
                   OR (left_at, conversation_id) < (:leftAt, CAST(:conversation AS uuid)))
            ORDER BY left_at DESC, conversation_id DESC LIMIT :limit
            """)
        .param("user", user.value())
        .param("leftAt", after == null ? null : Columns.time(after.activeAt()))
        .param("conversation", after == null ? null : after.id().value())
        .param("limit", limit)
        .query((row, _) ->
            new InboxPosition(
                false,
                Columns.instant(row, "left_at"),
                Columns.conversationId(row, "conversation_id")))
        .list();
  }
}
