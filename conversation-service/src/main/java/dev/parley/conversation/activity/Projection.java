package dev.parley.conversation.activity;

import dev.parley.common.id.ConversationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Makes what messages have done to a conversation anew: what is kept of those after some seq is
/// thrown away, and they are told again, the way they always are.
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Projection {

  private final JdbcClient jdbc;
  private final Activities activities;

  Projection(JdbcClient jdbc, Activities activities) {
    this.jdbc = jdbc;
    this.activities = activities;
  }

  /// The conversation's row in `activity` must be held.
  ///
  /// @param lastSeq the conversation's newest seq, by message-service
  /// @param lastRev the conversation's last rev, by message-service
  public void retell(Retelling retelling, long lastSeq, long lastRev) {
    ConversationId conversation = retelling.conversation();
    forget(conversation, retelling.fromSeq());
    if (!retelling.activity().isEmpty()) {
      activities.apply(retelling.activity());
    }
    jdbc.sql(
            """
            UPDATE activity SET last_seq = :lastSeq, rev = :lastRev,
              last_counted_seq = least(last_counted_seq, :lastSeq),
              last_uncounted_seq = (SELECT coalesce(max(seq), 0) FROM uncounted_message
                                    WHERE conversation_id = :conversation),
              last_mention_seq = (SELECT coalesce(max(seq), 0) FROM mention
                                  WHERE conversation_id = :conversation)
            WHERE conversation_id = :conversation
            """)
        .param("lastSeq", lastSeq)
        .param("lastRev", lastRev)
        .param("conversation", conversation.value())
        .update();
  }

  private void forget(ConversationId conversation, long fromSeq) {
    jdbc.sql("DELETE FROM uncounted_message WHERE conversation_id = :conversation AND seq > :from")
        .param("conversation", conversation.value())
        .param("from", fromSeq)
        .update();
    jdbc.sql("DELETE FROM mention WHERE conversation_id = :conversation AND seq > :from")
        .param("conversation", conversation.value())
        .param("from", fromSeq)
        .update();
    jdbc.sql("DELETE FROM edited_message WHERE conversation_id = :conversation AND seq > :from")
        .param("conversation", conversation.value())
        .param("from", fromSeq)
        .update();
    jdbc.sql(
            """
            UPDATE activity SET last_seq = least(last_seq, :from), rev = 0, last_message_rev = 0
            WHERE conversation_id = :conversation
            """)
        .param("conversation", conversation.value())
        .param("from", fromSeq)
        .update();
  }
}
