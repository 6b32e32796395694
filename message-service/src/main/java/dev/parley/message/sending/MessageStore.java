package dev.parley.message.sending;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.message.history.MessageRow;
import dev.parley.message.sending.MessageAppender.Head;
import dev.parley.message.sending.MessageAppender.Slot;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The statements of the send path. Each takes its batch as arrays, so that a batch of any size is
/// the same prepared statement.
@Repository
class MessageStore {

  private static final int KNOWN_HEADS = 500_000;

  private static final String ENSURE_HEADS =
      "INSERT INTO conversation_head (conversation_id) SELECT unnest(?::uuid[]) ON CONFLICT DO NOTHING";
  private static final String LOCK_HEADS =
      """
      SELECT conversation_id, last_seq, last_rev FROM conversation_head
       WHERE conversation_id = ANY (?::uuid[]) ORDER BY conversation_id FOR UPDATE\
      """;
  private static final String FIND_STORED =
      """
      SELECT %s FROM unnest(?::uuid[], ?::uuid[]) AS wanted(conversation_id, id)
        JOIN message m ON m.conversation_id = wanted.conversation_id AND m.id = wanted.id\
      """
          .formatted(MessageRow.COLUMNS);
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

  private final JdbcTemplate jdbc;
  private final Cache<ConversationId, Boolean> withHead =
      Caffeine.newBuilder().maximumSize(KNOWN_HEADS).build();

  MessageStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Makes the heads that are missing, in a transaction of its own: made inside the batch's, a head
  /// would be locked out of order.
  void ensureHeads(SequencedSet<ConversationId> conversations) {
    List<ConversationId> unseen =
        conversations.stream().filter(id -> withHead.getIfPresent(id) == null).toList();
    if (!unseen.isEmpty()) {
      jdbc.update(ENSURE_HEADS, (Object) ids(unseen));
      unseen.forEach(id -> withHead.put(id, true));
    }
  }

  Map<ConversationId, Head> lockHeads(SequencedSet<ConversationId> conversations) {
    Map<ConversationId, Head> heads = LinkedHashMap.newLinkedHashMap(conversations.size());
    jdbc.query(
        LOCK_HEADS,
        row -> {
          ConversationId id = new ConversationId(row.getObject(1, UUID.class));
          heads.put(id, new Head(id, row.getLong(2), row.getLong(3)));
        },
        (Object) ids(conversations));
    if (heads.size() < conversations.size()) {
      withHead.invalidateAll(conversations);
      throw new IllegalStateException("a conversation's head is missing");
    }
    return heads;
  }

  Map<Slot, MessageBody> findStored(List<NewMessage> batch) {
    UUID[] conversations = uuids(batch, m -> m.conversationId().value());
    UUID[] messages = uuids(batch, m -> m.id().value());
    Map<Slot, MessageBody> stored = new HashMap<>();
    jdbc.query(FIND_STORED, MessageRow::read, conversations, messages)
        .forEach(m -> stored.put(new Slot(m.conversationId(), m.id()), m));
    return stored;
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

  private static UUID[] ids(Collection<ConversationId> conversations) {
    return uuids(conversations, ConversationId::value);
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
