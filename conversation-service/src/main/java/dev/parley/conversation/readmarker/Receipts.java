package dev.parley.conversation.readmarker;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.paging.PageRequest;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Who has what, for conversations too large to tell each participant of each other's markers.
@Repository
class Receipts {

  record Receipt(String userId, long readSeq, long deliveredSeq) {}

  record Counts(long read, long delivered) {}

  private final JdbcClient jdbc;

  Receipts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// How many others have the message.
  Counts counts(ConversationId conversation, UserId caller, long seq) {
    return jdbc.sql(
            """
            SELECT count(*) FILTER (WHERE read_seq >= :seq) AS read, count(*) AS delivered
            FROM participant
            WHERE conversation_id = :conversation AND left_at IS NULL AND user_id <> :caller
              AND delivered_seq >= :seq
            """)
        .param("seq", seq)
        .param("conversation", conversation.value())
        .param("caller", caller.value())
        .query((row, _) -> new Counts(row.getLong("read"), row.getLong("delivered")))
        .single();
  }

  /// The others that have it, in byte order of their ids; one more than the page holds, if there
  /// is.
  List<Receipt> page(ConversationId conversation, UserId caller, long seq, PageRequest page) {
    return jdbc.sql(
            """
            SELECT user_id, read_seq, delivered_seq FROM participant
            WHERE conversation_id = :conversation AND left_at IS NULL AND user_id <> :caller
              AND delivered_seq >= :seq AND user_id > :after
            ORDER BY user_id LIMIT :limit
            """)
        .param("seq", seq)
        .param("conversation", conversation.value())
        .param("caller", caller.value())
        .param("after", page.after() == null ? "" : page.after())
        .param("limit", page.limit() + 1)
        .query((row, _) ->
            new Receipt(
                row.getString("user_id"), row.getLong("read_seq"), row.getLong("delivered_seq")))
        .list();
  }
}
