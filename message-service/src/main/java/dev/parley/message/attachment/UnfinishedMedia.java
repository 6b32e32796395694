package dev.parley.message.attachment;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.message.history.Slot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Media of stored messages that must be looked at once more.
@Repository
public class UnfinishedMedia {

  private static final String NOTE =
      """
      INSERT INTO unfinished_media (conversation_id, message_id, media_id, owner_id, noted_at)
      SELECT *, ?::timestamptz FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[]) ON CONFLICT DO NOTHING\
      """;
  private static final String STRIKE_OUT =
      """
      DELETE FROM unfinished_media u
       USING unnest(?::uuid[], ?::uuid[], ?::uuid[]) AS seen(conversation_id, message_id, media_id)
       WHERE u.conversation_id = seen.conversation_id AND u.message_id = seen.message_id
         AND u.media_id = seen.media_id\
      """;
  private static final String NOTED_BEFORE =
      """
      SELECT conversation_id, message_id, media_id, owner_id FROM unfinished_media
       WHERE noted_at < ? ORDER BY noted_at LIMIT ?\
      """;

  /// @param message that shows it
  record Entry(Slot message, MediaId media, UserId owner) {}

  private final JdbcTemplate jdbc;

  UnfinishedMedia(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Of a message that is about to be stored, or was: what looks unfinished.
  static List<Entry> of(MessageBody message) {
    Slot slot = new Slot(message.conversationId(), message.id());
    MessageBody.ForwardedFrom origin = message.forwardedFrom();
    // Whoever sent it first: only an owner sends media.
    UserId owner = new UserId(origin == null ? message.senderId() : origin.senderId());
    return message.attachments().stream()
        .filter(UnfinishedMedia::looksUnfinished)
        .map(attachment -> new Entry(slot, attachment.mediaId(), owner))
        .toList();
  }

  private static boolean looksUnfinished(MessageBody.Attachment attachment) {
    return MessageBody.Attachment.PROCESSING.equals(attachment.status());
  }

  /// In the transaction that stores them.
  ///
  /// @param messages all of one time
  public void note(List<MessageBody> messages) {
    List<Entry> entries = messages.stream().flatMap(message -> of(message).stream()).toList();
    if (!entries.isEmpty()) {
      jdbc.update(
          NOTE,
          messages.getFirst().createdAt().atOffset(ZoneOffset.UTC),
          conversations(entries),
          messages(entries),
          media(entries),
          entries.stream().map(entry -> entry.owner().value()).toArray(String[]::new));
    }
  }

  void strikeOut(Collection<Entry> entries) {
    jdbc.update(STRIKE_OUT, conversations(entries), messages(entries), media(entries));
  }

  List<Entry> notedBefore(Instant time, int limit) {
    return jdbc.query(NOTED_BEFORE, UnfinishedMedia::read, time.atOffset(ZoneOffset.UTC), limit);
  }

  private static Entry read(ResultSet row, int number) throws SQLException {
    return new Entry(
        new Slot(
            new ConversationId(row.getObject(1, UUID.class)),
            new MessageId(row.getObject(2, UUID.class))),
        new MediaId(row.getObject(3, UUID.class)),
        new UserId(row.getString(4)));
  }

  private static UUID[] conversations(Collection<Entry> entries) {
    return entries.stream().map(e -> e.message().conversationId().value()).toArray(UUID[]::new);
  }

  private static UUID[] messages(Collection<Entry> entries) {
    return entries.stream().map(e -> e.message().id().value()).toArray(UUID[]::new);
  }

  private static UUID[] media(Collection<Entry> entries) {
    return entries.stream().map(e -> e.media().value()).toArray(UUID[]::new);
  }
}
