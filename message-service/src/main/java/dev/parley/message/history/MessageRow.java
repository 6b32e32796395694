package dev.parley.message.history;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageType;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads a row of `message` into what the outside sees.
public final class MessageRow {

  /// The columns it needs, of a table or alias `m`.
  public static final String COLUMNS =
      """
      m.conversation_id, m.seq, m.rev, m.id, m.type, m.sender_id, m.sender_name, m.content,
      m.details, m.silent, m.pinned, m.created_at, m.edited_at, m.deleted_at\
      """;

  private MessageRow() {}

  public static MessageBody read(ResultSet row, int rowNumber) throws SQLException {
    boolean silent = row.getBoolean("silent");
    MessageBody plain =
        new MessageBody(
            new MessageId(row.getObject("id", UUID.class)),
            new ConversationId(row.getObject("conversation_id", UUID.class)),
            row.getLong("seq"),
            row.getLong("rev"),
            MessageType.of(row.getString("type")),
            row.getString("sender_id"),
            row.getString("sender_name"),
            row.getString("content"),
            List.of(),
            null,
            null,
            null,
            null,
            List.of(),
            List.of(),
            null,
            row.getBoolean("pinned"),
            null,
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            instant(row, "edited_at"),
            instant(row, "deleted_at"),
            null,
            silent ? true : null,
            null);
    return MessageDetails.ofColumn(row.getString("details")).bodyOf(plain);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
