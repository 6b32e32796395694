package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageRequested;
import dev.parley.common.event.Topics;
import dev.parley.common.json.Metadata;
import dev.parley.common.json.Text;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import dev.parley.common.problem.ProblemType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Stores the system messages that conversation-service asks for. The request carries the message's
/// id, so a request that comes again finds the message stored. Where a participant's message has
/// that id, the system message takes another: no sender can keep it from being told. Of a
/// conversation that was deleted meanwhile nothing is told.
@Component
class SystemMessageListener {

  private final MessageSender sender;
  private final SystemMessageIds ids;

  SystemMessageListener(MessageSender sender, SystemMessageIds ids) {
    this.sender = sender;
    this.ids = ids;
  }

  @KafkaListener(
      topics = Topics.CONVERSATION_MESSAGE_REQUESTED,
      groupId = "message-service.system-messages")
  void store(ConsumerRecord<String, byte[]> record) {
    MessageRequested request = EventDecoder.body(record, MessageRequested.class);
    requireStorable(request);
    try (var _ = EventDecoder.trace(record)) {
      if (isIdTaken(send(request))
          && isIdTaken(send(request.as(ids.inPlaceOf(request.messageId()))))) {
        throw new MalformedEventException("the request's id is another message's", null);
      }
    }
  }

  private static boolean isIdTaken(SendResult result) {
    return result instanceof SendResult.Refused(MessageIdTakenException _);
  }

  /// @throws dev.parley.common.problem.DomainException what another attempt may not meet
  private SendResult send(MessageRequested request) {
    SendResult result = sender.send(request).join();
    if (result instanceof SendResult.Refused refused
        && !isIdTaken(refused)
        && refused.reason().type() != ProblemType.NOT_FOUND) {
      throw refused.reason();
    }
    return result;
  }

  /// What no retry can mend. The request's fields come from JSON, where any of them may be missing.
  @SuppressWarnings("NullAway")
  private static void requireStorable(MessageRequested request) {
    if (request.messageId() == null || request.conversationId() == null) {
      throw new MalformedEventException("the request names no message or conversation", null);
    }
    String text = request.text();
    if (text == null || Text.isBlank(text)) {
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
