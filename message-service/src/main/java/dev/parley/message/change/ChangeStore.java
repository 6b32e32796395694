package dev.parley.message.change;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.json.Json;
import dev.parley.message.history.MessageDetails;
import dev.parley.message.history.MessageRow;
import dev.parley.message.history.Slot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The messages that a transaction changes. Every statement takes its batch as arrays and names the
/// conversations.
@Repository
class ChangeStore {

  private static final String QUOTING =
      """
      SELECT %s FROM unnest(?::uuid[], ?::text[]) AS quoted(conversation_id, id)
        JOIN message m ON m.conversation_id = quoted.conversation_id
                      AND m.details #>> '{reply_to,id}' = quoted.id
       WHERE m.details #>> '{reply_to,id}' IS NOT NULL
         AND m.details #>> '{reply_to,preview}' IS NOT NULL
       ORDER BY m.seq LIMIT ?\
      """
          .formatted(MessageRow.COLUMNS);
  private static final String COUNT_PINNED =
      """
      SELECT conversation_id, count(*) FROM message
       WHERE conversation_id = ANY (?::uuid[]) AND pinned GROUP BY conversation_id\
      """;
  private static final String UPDATE =
      """
      UPDATE message m
         SET rev = c.rev, sender_name = c.sender_name, content = c.content,
             details = c.details::jsonb, reactions = c.reactions::jsonb,
             thread_replies = c.thread_replies, pinned = c.pinned,
             edited_at = c.edited_at::timestamptz, deleted_at = c.deleted_at::timestamptz
        FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::integer[], ?::boolean[], ?::text[], ?::text[])
          AS c(conversation_id, seq, rev, sender_name, content, details, reactions,
               thread_replies, pinned, edited_at, deleted_at)
       WHERE m.conversation_id = c.conversation_id AND m.seq = c.seq\
      """;

  private final JdbcTemplate jdbc;

  ChangeStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  List<MessageBody> find(Collection<Slot> slots) {
    return jdbc.query(
        MessageRow.FIND,
        MessageRow::read,
        uuids(slots, s -> s.conversationId().value()),
        uuids(slots, s -> s.id().value()));
  }

  /// Messages that show a preview of one of these.
  List<MessageBody> quoting(Collection<Slot> slots, int limit) {
    return jdbc.query(
        QUOTING,
        MessageRow::read,
        uuids(slots, s -> s.conversationId().value()),
        texts(slots, s -> s.id().toString()),
        limit);
  }

  Map<ConversationId, Integer> pinned(Collection<ConversationId> conversations) {
    Map<ConversationId, Integer> counts = new HashMap<>();
    jdbc.query(
        COUNT_PINNED,
        row -> {
          counts.put(new ConversationId(row.getObject(1, UUID.class)), row.getInt(2));
        },
        (Object) uuids(conversations, ConversationId::value));
    return counts;
  }

  void update(Collection<StoredMessage> changed) {
    List<MessageBody> bodies = changed.stream().map(m -> m.body(null)).toList();
    jdbc.update(
        UPDATE,
        uuids(bodies, m -> m.conversationId().value()),
        bodies.stream().map(MessageBody::seq).toArray(Long[]::new),
        bodies.stream().map(MessageBody::rev).toArray(Long[]::new),
        texts(bodies, MessageBody::senderName),
        texts(bodies, MessageBody::content),
        texts(bodies, m -> MessageDetails.of(m).toColumn()),
        texts(bodies, ChangeStore::reactions),
        bodies.stream().map(MessageBody::threadReplyCount).toArray(Integer[]::new),
        bodies.stream().map(MessageBody::pinned).toArray(Boolean[]::new),
        texts(bodies, m -> text(m.editedAt())),
        texts(bodies, m -> text(m.deletedAt())));
  }

  private static @Nullable String reactions(MessageBody message) {
    return message.reactions().isEmpty()
        ? null
        : Json.mapper().writeValueAsString(message.reactions());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static <T> UUID[] uuids(Collection<T> items, Function<T, UUID> field) {
    return items.stream().map(field).toArray(UUID[]::new);
  }

  private static <T> @Nullable String[] texts(
      Collection<T> items, Function<T, @Nullable String> field) {
    return items.stream().map(field).toArray(String[]::new);
  }
}
