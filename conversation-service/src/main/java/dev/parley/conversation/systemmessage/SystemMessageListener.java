package dev.parley.conversation.systemmessage;

import dev.parley.common.event.SystemMessageRequested;
import dev.parley.common.event.Topics;
import dev.parley.common.kafka.EventDecoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Takes the platform's `system.message_requested`.
@Component
class SystemMessageListener {

  private final SystemMessagePoster poster;

  SystemMessageListener(SystemMessagePoster poster) {
    this.poster = poster;
  }

  @KafkaListener(
      groupId = "${spring.application.name}.system-messages",
      topics = Topics.SYSTEM_MESSAGE_REQUESTED)
  void take(ConsumerRecord<String, byte[]> record) {
    try (var _ = EventDecoder.trace(record)) {
      poster.post(RequestedMessage.of(EventDecoder.body(record, SystemMessageRequested.class)));
    }
  }
}
