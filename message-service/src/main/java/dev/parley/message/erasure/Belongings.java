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

  private static final String CONVERSATION =
      "SELECT conversation_id FROM sender_conversation WHERE sender_id = ? LIMIT 1";
  private static final String CONVERSATION_DONE =
      "DELETE FROM sender_conversation WHERE sender_id = ? AND conversation_id = ?";
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

  record Message(MessageId id, long seq) {}

  record Reaction(Slot slot, String emoji) {}

  private final JdbcClient jdbc;

  Belongings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// One in which they have written.
  Optional<ConversationId> conversation(UserId user) {
    return jdbc.sql(CONVERSATION)
        .param(user.value())
        .query(UUID.class)
        .optional()
        .map(ConversationId::new);
  }

  void conversationDone(UserId user, ConversationId conversation) {
    jdbc.sql(CONVERSATION_DONE).params(user.value(), conversation.value()).update();
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
