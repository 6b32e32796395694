package dev.parley.conversation.readmarker;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.sql.Columns;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// How far all others have come in conversations: what makes a message `delivered` or `read` for
/// its sender.
@Repository
class OthersCursors {

  /// In larger conversations it is never everybody, and nobody is told.
  static final int MAX_PARTICIPANTS = 100;

  /// @param readSeq all others have read up to here
  /// @param deliveredSeq and have up to here on a device
  record Cursors(ConversationId conversationId, long readSeq, long deliveredSeq) {}

  private final JdbcClient jdbc;

  OthersCursors(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Of those conversations that have others in them, and not too many.
  List<Cursors> of(Collection<ConversationId> conversations, UserId except) {
    return jdbc.sql(
            """
            SELECT p.conversation_id, min(p.read_seq) AS read_seq,
                   min(greatest(p.delivered_seq, p.read_seq)) AS delivered_seq
            FROM conversation c
            JOIN participant p ON p.conversation_id = c.id
            WHERE c.id = ANY (CAST(:conversations AS uuid[]))
              AND c.participant_count <= :max AND p.left_at IS NULL AND p.user_id <> :except
            GROUP BY p.conversation_id
            """)
        .param("conversations", Columns.texts(conversations))
        .param("max", MAX_PARTICIPANTS)
        .param("except", except.value())
        .query((row, _) ->
            new Cursors(
                Columns.conversationId(row, "conversation_id"),
                row.getLong("read_seq"),
                row.getLong("delivered_seq")))
        .list();
  }
}
