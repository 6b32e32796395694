package dev.parley.conversation.conversation;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.event.MessageType;
import dev.parley.common.id.MessageId;
import dev.parley.conversation.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The fast part of a conversation: what its messages have made of it so far.
///
/// @param at when the newest message was sent
record Newest(
    long lastSeq, long rev, @Nullable Instant at, ConversationBody.@Nullable LastMessage message) {

  /// Of a conversation that has been deleted.
  static final Newest NONE = new Newest(0, 0, null, null);

  /// What is to be seen of it by someone who may read the messages after `from`, up to `to` if that
  /// is given.
  Newest within(long from, @Nullable Long to) {
    if (to != null && lastSeq > to) {
      return new Newest(to, rev, null, null);
    }
    return lastSeq <= from ? withoutMessage() : this;
  }

  Newest withoutMessage() {
    return new Newest(lastSeq, rev, null, null);
  }

  /// From a row of `activity` or `inbox_entry`.
  static Newest of(ResultSet row) throws SQLException {
    @Nullable UUID id = row.getObject("last_message_id", UUID.class);
    @Nullable Instant at = Columns.instantOrNull(row, "last_message_at");
    long lastSeq = row.getLong("last_seq");
    return new Newest(
        lastSeq,
        row.getLong("rev"),
        at,
        id == null || at == null
            ? null
            : new ConversationBody.LastMessage(
                new MessageId(id),
                lastSeq,
                row.getString("last_message_sender_id"),
                MessageType.of(row.getString("last_message_type")),
                row.getString("last_message_preview"),
                at));
  }
}
