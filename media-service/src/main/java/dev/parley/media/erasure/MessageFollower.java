package dev.parley.media.erasure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageBody.Attachment;
import dev.parley.common.event.Topics;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.KafkaDefaultsAutoConfiguration;
import dev.parley.common.kafka.MalformedEventException;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.stereotype.Component;

/// Follows the messages for the media that they carry. Most carry none, and are passed over without
/// being read.
@Component
class MessageFollower {

  private static final byte[] CARRIES = "\"media_id\"".getBytes(US_ASCII);
  private static final byte[] DELETED = "\"deleted_at\"".getBytes(US_ASCII);

  private final Erasures erasures;

  MessageFollower(Erasures erasures) {
    this.erasures = erasures;
  }

  @KafkaListener(
      topics = {Topics.MESSAGE_CREATED, Topics.MESSAGE_UPDATED},
      groupId = "media-service.messages",
      containerFactory = KafkaDefaultsAutoConfiguration.BATCH,
      properties = {"max.poll.records=2000", "fetch.min.bytes=65536", "fetch.max.wait.ms=500"})
  void take(List<ConsumerRecord<String, byte[]>> records) {
    for (int i = 0; i < records.size(); i++) {
      try {
        take(records.get(i));
      } catch (RuntimeException e) {
        throw new BatchListenerFailedException("a message that cannot be taken", e, i);
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    byte @Nullable [] value = record.value();
    if (value == null || !(contains(value, CARRIES) || contains(value, DELETED))) {
      return;
    }
    MessageBody message = EventDecoder.body(record, MessageBody.class);
    requireId(message);
    if (message.deletedAt() != null) {
      erasures.release(message.conversationId(), message.id());
    } else {
      List<UUID> media =
          message.attachments().stream()
              .filter(attachment -> !Attachment.ERASED.equals(attachment.status()))
              .map(attachment -> attachment.mediaId().value())
              .toList();
      erasures.use(message.conversationId(), message.id(), media);
    }
  }

  /// The fields come from JSON, where any of them may be missing.
  @SuppressWarnings("NullAway")
  private static void requireId(MessageBody message) {
    if (message.id() == null || message.conversationId() == null || message.attachments() == null) {
      throw new MalformedEventException("the message lacks what every message has", null);
    }
  }

  private static boolean contains(byte[] text, byte[] word) {
    for (int at = 0; at <= text.length - word.length; at++) {
      int same = 0;
      while (same < word.length && text[at + same] == word[same]) {
        same++;
      }
      if (same == word.length) {
        return true;
      }
    }
    return false;
  }
}
