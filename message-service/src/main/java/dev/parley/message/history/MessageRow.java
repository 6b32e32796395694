package dev.parley.message.history;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageBody.Reaction;
import dev.parley.common.event.MessageType;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.json.Json;
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
      m.details, m.reactions, m.thread_replies, m.silent, m.pinned, m.created_at, m.edited_at, m.deleted_at\
      """;

  /// Messages by conversation and id, each pair an element of two arrays.
  public static final String FIND =
      """
      SELECT %s FROM unnest(?::uuid[], ?::uuid[]) AS wanted(conversation_id, id)
        JOIN message m ON m.conversation_id = wanted.conversation_id AND m.id = wanted.id\
      """
          .formatted(COLUMNS);

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
            row.getObject("thread_replies", Integer.class),
            List.of(),
            reactions(row.getString("reactions")),
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

  private static List<Reaction> reactions(@Nullable String json) {
    return json == null ? List.of() : List.of(Json.mapper().readValue(json, Reaction[].class));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
