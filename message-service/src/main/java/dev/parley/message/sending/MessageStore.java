package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import dev.parley.message.attachment.UnfinishedMedia;
import dev.parley.message.history.MessageRow;
import dev.parley.message.history.Slot;
import dev.parley.message.ordering.Head;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The statements of the send path. Each takes its batch as arrays, so that a batch of any size is
/// the same prepared statement.
@Repository
class MessageStore {

  private static final String INSERT =
      """
      WITH heads AS (
        UPDATE conversation_head h SET last_seq = moved.last_seq, last_rev = moved.last_rev
          FROM unnest(?::uuid[], ?::bigint[], ?::bigint[]) AS moved(conversation_id, last_seq, last_rev)
         WHERE h.conversation_id = moved.conversation_id)
      INSERT INTO message (conversation_id, seq, rev, id, type, sender_id, sender_name, content,
                           details, silent, created_at)
      SELECT conversation_id, seq, rev, id, type, sender_id, sender_name, content,
             details::jsonb, silent, ?
        FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::boolean[])
          AS fresh(conversation_id, seq, rev, id, type, sender_id, sender_name, content, details, silent)\
      """;
  private static final String INSERT_MEDIA =
      """
      INSERT INTO message_media (media_id, conversation_id, seq)
      SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::bigint[])\
      """;

  private static final String DELETED =
      """
      SELECT m.conversation_id, m.id FROM unnest(?::uuid[], ?::uuid[]) AS wanted(conversation_id, id)
        JOIN message m ON m.conversation_id = wanted.conversation_id AND m.id = wanted.id
       WHERE m.deleted_at IS NOT NULL\
      """;

  private final JdbcTemplate jdbc;
  private final UnfinishedMedia unfinished;

  MessageStore(JdbcTemplate jdbc, UnfinishedMedia unfinished) {
    this.jdbc = jdbc;
    this.unfinished = unfinished;
  }

  Map<Slot, MessageBody> findStored(List<NewMessage> batch) {
    UUID[] conversations = uuids(batch, m -> m.conversationId().value());
    UUID[] messages = uuids(batch, m -> m.id().value());
    Map<Slot, MessageBody> stored = new HashMap<>();
    jdbc.query(MessageRow.FIND, MessageRow::read, conversations, messages)
        .forEach(m -> stored.put(new Slot(m.conversationId(), m.id()), m));
    return stored;
  }

  Set<Slot> deletedAmong(Set<Slot> slots) {
    return new HashSet<>(
        jdbc.query(
            DELETED,
            (row, _) ->
                new Slot(
                    new ConversationId(row.getObject(1, UUID.class)),
                    new MessageId(row.getObject(2, UUID.class))),
            uuids(slots, s -> s.conversationId().value()),
            uuids(slots, s -> s.id().value())));
  }

  /// @param messages what the bodies were made of, in the same order
  void insert(List<NewMessage> messages, List<MessageBody> bodies, Collection<Head> heads) {
    jdbc.update(
        INSERT,
        uuids(heads, h -> h.conversationId().value()),
        longs(heads, Head::lastSeq),
        longs(heads, Head::lastRev),
        bodies.getFirst().createdAt().atOffset(ZoneOffset.UTC),
        uuids(bodies, m -> m.conversationId().value()),
        longs(bodies, MessageBody::seq),
        longs(bodies, MessageBody::rev),
        uuids(bodies, m -> m.id().value()),
        texts(bodies, m -> m.type().wireName()),
        texts(bodies, MessageBody::senderId),
        texts(bodies, MessageBody::senderName),
        texts(bodies, MessageBody::content),
        texts(messages, m -> m.details().toColumn()),
        messages.stream().map(NewMessage::silent).toArray(Boolean[]::new));
    insertMedia(bodies);
    unfinished.note(bodies);
  }

  private void insertMedia(List<MessageBody> bodies) {
    List<UUID> media = new ArrayList<>();
    List<UUID> conversations = new ArrayList<>();
    List<Long> seqs = new ArrayList<>();
    for (MessageBody body : bodies) {
      for (MediaId id : body.attachments().stream().map(MessageBody.Attachment::mediaId).toList()) {
        media.add(id.value());
        conversations.add(body.conversationId().value());
        seqs.add(body.seq());
      }
    }
    if (!media.isEmpty()) {
      jdbc.update(
          INSERT_MEDIA,
          media.toArray(UUID[]::new),
          conversations.toArray(UUID[]::new),
          seqs.toArray(Long[]::new));
    }
  }

  private static <T> UUID[] uuids(Collection<T> items, Function<T, UUID> field) {
    return items.stream().map(field).toArray(UUID[]::new);
  }

  private static <T> Long[] longs(Collection<T> items, Function<T, Long> field) {
    return items.stream().map(field).toArray(Long[]::new);
  }

  private static <T> @Nullable String[] texts(
      Collection<T> items, Function<T, @Nullable String> field) {
    return items.stream().map(field).toArray(String[]::new);
  }
}
