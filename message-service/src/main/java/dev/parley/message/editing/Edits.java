package dev.parley.message.editing;

import dev.parley.common.id.ConversationId;
import dev.parley.message.access.ReadWindow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What messages said before they were edited.
@Repository
class Edits {

  private static final int LATEST = 200;
  private static final String OF_MESSAGE =
      """
      SELECT content, edited_at FROM message_edit
       WHERE conversation_id = ? AND seq = ? AND edited_at <= ? ORDER BY rev DESC LIMIT ?\
      """;

  /// @param content what it said
  /// @param editedAt when that was replaced
  record Edit(@Nullable String content, Instant editedAt) {}

  private final JdbcClient jdbc;

  Edits(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The latest 200 of those that were made while the reader was there, the oldest of them first.
  List<Edit> of(ConversationId conversation, long seq, ReadWindow window) {
    OffsetDateTime upTo =
        window.leaving() == null
            ? OffsetDateTime.MAX
            : window.leaving().at().atOffset(ZoneOffset.UTC);
    return jdbc.sql(OF_MESSAGE)
        .params(conversation.value(), seq, upTo, LATEST)
        .query((row, _) ->
            new Edit(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
        .list()
        .reversed();
  }
}
