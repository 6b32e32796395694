package dev.parley.message.erasure;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.message.history.Slot;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What there is of a user.
@Repository
class Belongings {

  private static final String PLACE =
      """
      SELECT s.conversation_id, s.erased_seq, coalesce(h.last_seq, 0)
        FROM sender_conversation s
        LEFT JOIN conversation_head h ON h.conversation_id = s.conversation_id
       WHERE s.sender_id = ? AND s.conversation_id > ? ORDER BY s.conversation_id LIMIT 1\
      """;
  private static final String ERASED =
      """
      UPDATE sender_conversation SET erased_seq = greatest(erased_seq, ?)
       WHERE sender_id = ? AND conversation_id = ?\
      """;
  private static final String MESSAGES =
      """
      SELECT id, seq FROM message
       WHERE conversation_id = ? AND seq > ? AND sender_id = ? AND deleted_at IS NULL
       ORDER BY seq LIMIT ?\
      """;
  private static final String REACTIONS =
      """
      SELECT r.conversation_id, m.id, r.emoji FROM reaction r
        JOIN message m ON m.conversation_id = r.conversation_id AND m.seq = r.seq
       WHERE r.user_id = ? LIMIT ?\
      """;
  private static final String REPORTED =
      "UPDATE message_report SET reported = NULL WHERE sender_id = ? AND reported IS NOT NULL";
  private static final String REASONS =
      "UPDATE message_report SET reason = '' WHERE reporter_id = ? AND reason <> ''";

  /// Where they have written.
  ///
  /// @param erasedSeq up to here nothing of theirs is left
  /// @param lastSeq of the messages that there are by now
  record Place(ConversationId conversation, long erasedSeq, long lastSeq) {

    static final ConversationId FIRST = new ConversationId(new UUID(0, 0));
  }

  record Message(MessageId id, long seq) {}

  record Reaction(Slot slot, String emoji) {}

  private final JdbcClient jdbc;

  Belongings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The next one, in the order of the conversations' ids.
  Optional<Place> placeAfter(UserId user, ConversationId conversation) {
    return jdbc.sql(PLACE)
        .params(user.value(), conversation.value())
        .query((row, _) ->
            new Place(
                new ConversationId(row.getObject(1, UUID.class)), row.getLong(2), row.getLong(3)))
        .optional();
  }

  void erased(UserId user, ConversationId conversation, long upToSeq) {
    jdbc.sql(ERASED).params(upToSeq, user.value(), conversation.value()).update();
  }

  /// Their messages there that are none of them a tombstone, in seq order.
  List<Message> messages(UserId user, ConversationId conversation, long afterSeq, int limit) {
    return jdbc.sql(MESSAGES)
        .params(conversation.value(), afterSeq, user.value(), limit)
        .query((row, _) -> new Message(new MessageId(row.getObject(1, UUID.class)), row.getLong(2)))
        .list();
  }

  List<Reaction> reactions(UserId user, int limit) {
    return jdbc.sql(REACTIONS)
        .params(user.value(), limit)
        .query((row, _) ->
            new Reaction(
                new Slot(
                    new ConversationId(row.getObject(1, UUID.class)),
                    new MessageId(row.getObject(2, UUID.class))),
                row.getString(3)))
        .list();
  }

  /// What moderators were shown of their messages, and what they wrote to moderators themselves.
  void eraseReports(UserId user) {
    jdbc.sql(REPORTED).param(user.value()).update();
    jdbc.sql(REASONS).param(user.value()).update();
  }
}
