package dev.parley.conversation.activity;

import dev.parley.common.event.ConversationErased;
import dev.parley.common.event.Topics;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Takes away what the messages of a deleted group have left here, some of it at a time, when
/// message-service says that they are gone. Cut off anywhere, it is told again and finds less to
/// do.
@Component
class ErasureListener {

  private static final int BATCH = 5_000;

  /// Those that others are sums of come first.
  private static final List<String> TABLES =
      List.of("mention", "uncounted_message", "edited_message", "mention_block", "uncounted_block");

  private final JdbcClient jdbc;

  ErasureListener(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @KafkaListener(
      groupId = "${spring.application.name}.erasures",
      topics = Topics.CONVERSATION_ERASED)
  @SuppressWarnings("ConstantValue") // JSON can leave out what the record's type promises
  void take(ConsumerRecord<String, byte[]> record) {
    ConversationErased event = EventDecoder.body(record, ConversationErased.class);
    if (event.conversationId() == null) {
      throw new MalformedEventException("the event names no conversation", null);
    }
    for (String table : TABLES) {
      int gone = BATCH;
      while (gone == BATCH) {
        gone =
            jdbc.sql(
                    """
                    DELETE FROM %1$s WHERE ctid = ANY (ARRAY (
                      SELECT t.ctid FROM %1$s t
                      JOIN conversation c ON c.id = t.conversation_id
                      WHERE c.id = :conversation AND c.deleted_at IS NOT NULL LIMIT :batch))
                    """
                        .formatted(table))
                .param("conversation", event.conversationId().value())
                .param("batch", BATCH)
                .update();
      }
    }
  }
}
