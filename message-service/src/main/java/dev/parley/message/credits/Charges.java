package dev.parley.message.credits;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The charges that are not done with.
@Repository
class Charges {

  private static final String BEGIN =
      """
      INSERT INTO credit_charge AS open
             (message_id, conversation_id, user_id, amount, state, next_at)
      VALUES (?, ?, ?, ?, 'charging', ?)
      ON CONFLICT (conversation_id, message_id) DO UPDATE SET next_at = excluded.next_at, attempts = 0
       WHERE open.state = 'charging' AND open.user_id = excluded.user_id\
      """;
  private static final String FORGET =
      "DELETE FROM credit_charge WHERE conversation_id = ? AND message_id = ?";

  /// Whoever takes one has it for a while: another process finds it not due.
  private static final String TAKE_DUE =
      """
      UPDATE credit_charge SET next_at = ?, attempts = attempts + 1
       WHERE (conversation_id, message_id) IN (
         SELECT conversation_id, message_id FROM credit_charge
          WHERE next_at <= ? AND state <> 'unpaid'
          ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED)
      RETURNING conversation_id, message_id, user_id, amount, attempts\
      """;

  /// Only while nobody sends the message again meanwhile, which would have made it less due.
  private static final String TURN_TO_REFUND =
      """
      UPDATE credit_charge SET state = 'refunding'
       WHERE conversation_id = ? AND message_id = ? AND attempts > 0\
      """;

  private static final String GIVE_UP =
      """
      UPDATE credit_charge SET state = 'unpaid' WHERE conversation_id = ? AND message_id = ?\
      """;
  private static final String IS_STORED =
      """
      SELECT EXISTS (SELECT FROM message WHERE conversation_id = ? AND id = ?)\
      """;

  private final JdbcTemplate jdbc;

  Charges(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// @return false while a charge for the same message is being taken back, or another sender's for
  ///   the same id is under way
  boolean begin(Charge charge, Instant settleAt) {
    return jdbc.update(
            BEGIN,
            charge.messageId().value(),
            charge.conversationId().value(),
            charge.userId().value(),
            charge.amount(),
            settleAt.atOffset(ZoneOffset.UTC))
        == 1;
  }

  void forget(Charge charge) {
    jdbc.update(FORGET, charge.conversationId().value(), charge.messageId().value());
  }

  List<Charge> takeDue(Instant now, Duration lease, int limit) {
    return jdbc.query(
        TAKE_DUE,
        (row, number) ->
            new Charge(
                new ConversationId(row.getObject("conversation_id", UUID.class)),
                new MessageId(row.getObject("message_id", UUID.class)),
                new UserId(row.getString("user_id")),
                row.getInt("amount")),
        now.plus(lease).atOffset(ZoneOffset.UTC),
        now.atOffset(ZoneOffset.UTC),
        limit);
  }

  /// @return false when the message is being sent again
  boolean turnToRefund(Charge charge) {
    return jdbc.update(TURN_TO_REFUND, charge.conversationId().value(), charge.messageId().value())
        == 1;
  }

  void giveUp(Charge charge) {
    jdbc.update(GIVE_UP, charge.conversationId().value(), charge.messageId().value());
  }

  /// Whether there is a message with that id, whoever sent it: there will be no other.
  boolean isStored(Charge charge) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            IS_STORED, Boolean.class, charge.conversationId().value(), charge.messageId().value()));
  }
}
