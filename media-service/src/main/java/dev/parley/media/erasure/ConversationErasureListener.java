package dev.parley.media.erasure;

import dev.parley.common.event.ConversationErased;
import dev.parley.common.event.Topics;
import dev.parley.common.id.ConversationId;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Takes away what was sent to a deleted group and nowhere else, once message-service has none of
/// its messages any more.
@Component
class ConversationErasureListener {

  private static final Logger log = LoggerFactory.getLogger(ConversationErasureListener.class);
  private static final int BATCH = 500;

  private final ConversationEnds ends;

  ConversationErasureListener(ConversationEnds ends) {
    this.ends = ends;
  }

  @KafkaListener(
      topics = Topics.CONVERSATION_ERASED,
      groupId = "media-service.conversation-erasure")
  @SuppressWarnings("ConstantValue") // JSON can leave out what the record's type promises
  void take(ConsumerRecord<String, byte[]> record) {
    ConversationId conversation =
        EventDecoder.body(record, ConversationErased.class).conversationId();
    if (conversation == null) {
      throw new MalformedEventException("the event names no conversation", null);
    }
    ends.end(conversation);
    boolean isMore = true;
    while (isMore) {
      isMore = ends.releaseSome(conversation, BATCH);
    }
    log.atInfo()
        .addKeyValue("conversation_id", conversation)
        .log("What a deleted conversation's messages carried is released");
  }
}
