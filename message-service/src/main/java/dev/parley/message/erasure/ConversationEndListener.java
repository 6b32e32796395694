package dev.parley.message.erasure;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.event.Topics;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Notes which conversations are to be erased. The work itself may take long, and is done beside
/// the listener.
@Component
class ConversationEndListener {

  private static final String DELETED = "deleted";

  private final ConversationErasures erasures;
  private final Clock clock;

  ConversationEndListener(ConversationErasures erasures, Clock clock) {
    this.erasures = erasures;
    this.clock = clock;
  }

  @KafkaListener(
      topics = Topics.CONVERSATION_UPDATED,
      groupId = "message-service.conversation-ends")
  @SuppressWarnings("ConstantValue") // JSON can leave out what the record's type promises
  void note(ConsumerRecord<String, byte[]> record) {
    ConversationBody conversation = EventDecoder.body(record, ConversationBody.class);
    if (conversation.id() == null) {
      throw new MalformedEventException("the event names no conversation", null);
    }
    if (DELETED.equals(conversation.change())) {
      erasures.request(conversation.id(), clock.instant());
    }
  }
}
