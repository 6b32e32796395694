package dev.parley.conversation.access;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.sql.Columns;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What those may still read of a conversation who are no longer in it.
@Repository
class FormerParticipants {

  /// They may read the messages after `fromSeq` up to `leftSeq`.
  ///
  /// @param joinedSeq the conversation's last seq when they joined
  /// @param leftRev its last rev when they left, as far as the messages' events had told
  record Window(long joinedSeq, long fromSeq, long leftSeq, long leftRev, Instant leftAt) {}

  private final JdbcClient jdbc;

  FormerParticipants(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Empty for a stranger, and for a participant.
  Optional<Window> find(ConversationId conversation, UserId user) {
    return jdbc.sql(
            """
            SELECT p.joined_seq, l.from_seq, l.left_seq, l.rev, l.left_at
            FROM left_conversation l
            JOIN participant p
              ON p.conversation_id = l.conversation_id AND p.user_id = l.user_id
            WHERE l.conversation_id = :conversation AND l.user_id = :user
            """)
        .param("conversation", conversation.value())
        .param("user", user.value())
        .query((row, _) ->
            new Window(
                row.getLong("joined_seq"),
                row.getLong("from_seq"),
                row.getLong("left_seq"),
                row.getLong("rev"),
                Columns.instant(row, "left_at")))
        .optional();
  }
}
