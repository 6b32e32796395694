package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageRequested;
import dev.parley.common.event.Topics;
import dev.parley.common.json.Metadata;
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
    requireStorable(request);
    try (var _ = EventDecoder.trace(record)) {
      if (sender.send(request).join() instanceof SendResult.Refused refused) {
        throw refused.reason();
      }
    }
  }

  /// What no retry can mend. The request's fields come from JSON, where any of them may be missing.
  @SuppressWarnings("NullAway")
  private static void requireStorable(MessageRequested request) {
    if (request.messageId() == null || request.conversationId() == null) {
      throw new MalformedEventException("the request names no message or conversation", null);
    }
    String text = request.text();
    if (text == null || text.isBlank()) {
      throw new MalformedEventException("the request has no text", null);
    }
    if (text.codePointCount(0, text.length()) > MessageBody.MAX_CONTENT) {
      throw new MalformedEventException("the request's text is too long", null);
    }
    if (Metadata.problemOf(request.metadata()) != null) {
      throw new MalformedEventException("the request's metadata cannot be kept", null);
    }
  }
}
