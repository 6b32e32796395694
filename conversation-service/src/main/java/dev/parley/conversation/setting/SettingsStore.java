package dev.parley.conversation.setting;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.conversation.participant.Participants;
import dev.parley.conversation.sql.Columns;
import dev.parley.conversation.unread.Unread;
import dev.parley.conversation.unread.UnreadNews;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Stores a participant's own settings. As archiving changes what counts as unread, the user's
/// devices are told the new state by the same event as when the read marker moves.
@Repository
class SettingsStore {

  private final JdbcClient jdbc;
  private final Participants participants;
  private final Unread unread;
  private final UnreadNews news;

  SettingsStore(JdbcClient jdbc, Participants participants, Unread unread, UnreadNews news) {
    this.jdbc = jdbc;
    this.participants = participants;
    this.unread = unread;
    this.news = news;
  }

  /// @param head the newest seq, where more is known of it than the messages' events have told
  @Transactional
  public Settings keep(ConversationId conversation, UserId user, SettingsChange change, long head) {
    participants.require(conversation, user);
    update(conversation, user, change, head);
    unread.takeNextVersions(List.of(user));
    news.tell(conversation, List.of(user));
    return settings(conversation, user);
  }

  private void update(ConversationId conversation, UserId user, SettingsChange change, long head) {
    jdbc.sql(
            """
            UPDATE participant p
            SET muted_until = CASE WHEN :mutes THEN CAST(:mutedUntil AS timestamptz)
                                   ELSE p.muted_until END,
                pinned = coalesce(CAST(:pinned AS boolean), p.pinned),
                archived_seq = CASE CAST(:archived AS boolean)
                                 WHEN true THEN greatest(a.last_seq, :head)
                                 WHEN false THEN NULL
                                 ELSE p.archived_seq END
            FROM activity a
            WHERE a.conversation_id = p.conversation_id
              AND p.conversation_id = :conversation AND p.user_id = :user AND p.left_at IS NULL
            """)
        .param("mutes", change.mutes())
        .param("mutedUntil", Columns.time(change.mutedUntil()))
        .param("pinned", change.pinned())
        .param("archived", change.archived())
        .param("head", head)
        .param("conversation", conversation.value())
        .param("user", user.value())
        .update();
  }

  private Settings settings(ConversationId conversation, UserId user) {
    return jdbc.sql(
            """
            SELECT muted_until, pinned, archived FROM inbox_entry
            WHERE conversation_id = :conversation AND user_id = :user
            """)
        .param("conversation", conversation.value())
        .param("user", user.value())
        .query((row, _) ->
            new Settings(
                Columns.instantOrNull(row, "muted_until"),
                row.getBoolean("pinned"),
                row.getBoolean("archived")))
        .optional()
        // It may have ended since it was looked for.
        .orElseThrow(() -> new NotFoundException("conversation"));
  }
}
