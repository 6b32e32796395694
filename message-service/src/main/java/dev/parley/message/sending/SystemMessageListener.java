package dev.parley.message.sending;

import dev.parley.common.event.MessageRequested;
import dev.parley.common.event.Topics;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Stores the system messages that conversation-service asks for. The request carries the message's
/// id, so a request that comes again finds the message stored.
@Component
class SystemMessageListener {

  private final MessageSender sender;

  SystemMessageListener(MessageSender sender) {
    this.sender = sender;
  }

  @KafkaListener(
      topics = Topics.CONVERSATION_MESSAGE_REQUESTED,
      groupId = "message-service.system-messages")
  void store(ConsumerRecord<String, byte[]> record) {
    MessageRequested request = EventDecoder.body(record, MessageRequested.class);
    if (request.messageId() == null || request.conversationId() == null || request.text() == null) {
      throw new MalformedEventException("the request names no message, conversation or text", null);
    }
    try (var _ = EventDecoder.trace(record)) {
      if (sender.send(request).join() instanceof SendResult.Refused refused) {
        throw refused.reason();
      }
    }
  }
}
