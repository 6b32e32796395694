package dev.parley.message.attachment;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Which messages carry which media. Deleted ones carry none.
@Repository
class SentMedia {

  private static final String OF_SOME =
      """
      SELECT s.media_id, s.conversation_id, s.seq, m.id
        FROM message_media s
        JOIN message m ON m.conversation_id = s.conversation_id AND m.seq = s.seq
       WHERE s.media_id = ANY (?) AND m.deleted_at IS NULL LIMIT ?\
      """;
  private static final String OF_SOME_IN =
      """
      SELECT s.media_id, s.conversation_id, s.seq, m.id
        FROM message_media s
        JOIN message m ON m.conversation_id = s.conversation_id AND m.seq = s.seq
       WHERE s.media_id = ANY (?) AND s.conversation_id = ANY (?) AND m.deleted_at IS NULL\
      """;
  private static final String OF_ONE =
      """
      SELECT s.media_id, s.conversation_id, s.seq, m.id
        FROM message_media s
        JOIN message m ON m.conversation_id = s.conversation_id AND m.seq = s.seq
       WHERE s.media_id = ? AND (s.conversation_id, s.seq) > (?, ?) AND m.deleted_at IS NULL
       ORDER BY s.conversation_id, s.seq LIMIT ?\
      """;

  private static final String ONE_OF_EACH =
      """
      SELECT place.* FROM unnest(?::uuid[]) AS asked (id) CROSS JOIN LATERAL (
        SELECT s.media_id, s.conversation_id, s.seq, m.id
          FROM message_media s
          JOIN message m ON m.conversation_id = s.conversation_id AND m.seq = s.seq
         WHERE s.media_id = asked.id AND m.deleted_at IS NULL LIMIT 1) place\
      """;

  record Place(MediaId mediaId, ConversationId conversationId, long seq, MessageId messageId) {}

  private final JdbcClient jdbc;

  SentMedia(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Place> places(Collection<MediaId> media, int limit) {
    return jdbc.sql(OF_SOME).params(ids(media), limit).query(SentMedia::read).list();
  }

  /// Those in some conversations.
  List<Place> placesIn(Collection<ConversationId> conversations, Collection<MediaId> media) {
    UUID[] among = conversations.stream().map(ConversationId::value).toArray(UUID[]::new);
    return jdbc.sql(OF_SOME_IN).params(ids(media), among).query(SentMedia::read).list();
  }

  private static UUID[] ids(Collection<MediaId> media) {
    return media.stream().map(MediaId::value).toArray(UUID[]::new);
  }

  /// One for each that is carried at all.
  List<Place> anyPlaces(Collection<MediaId> media) {
    return jdbc.sql(ONE_OF_EACH)
        .param(media.stream().map(MediaId::value).toArray(UUID[]::new))
        .query(SentMedia::read)
        .list();
  }

  /// @param after the last one of the page before; null for the first page
  List<Place> places(MediaId media, @Nullable Place after, int limit) {
    return jdbc.sql(OF_ONE)
        .params(
            media.value(),
            after == null ? new UUID(0, 0) : after.conversationId().value(),
            after == null ? 0 : after.seq(),
            limit)
        .query(SentMedia::read)
        .list();
  }

  private static Place read(ResultSet row, int number) throws SQLException {
    return new Place(
        new MediaId(row.getObject(1, UUID.class)),
        new ConversationId(row.getObject(2, UUID.class)),
        row.getLong(3),
        new MessageId(row.getObject(4, UUID.class)));
  }
}
