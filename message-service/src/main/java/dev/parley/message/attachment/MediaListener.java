package dev.parley.message.attachment;

import dev.parley.common.event.Topics;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Completes the messages that carry media when it has become ready, or was rejected. Seen twice,
/// the event finds them so already.
@Component
class MediaListener {

  private final MediaNews news;

  MediaListener(MediaNews news) {
    this.news = news;
  }

  @KafkaListener(
      topics = {Topics.MEDIA_READY, Topics.MEDIA_REJECTED},
      groupId = "message-service.media")
  void take(ConsumerRecord<String, byte[]> record) {
    Media media = EventDecoder.body(record, Media.class);
    requireComplete(media);
    try (var _ = EventDecoder.trace(record)) {
      news.tell(media.toAttachment());
    }
  }

  /// What no retry can mend. The fields come from JSON, where any of them may be missing.
  @SuppressWarnings("NullAway")
  private static void requireComplete(Media media) {
    if (media.mediaId() == null || !(media.isReady() || media.isRejected())) {
      throw new MalformedEventException("the event tells of no media's end", null);
    }
  }
}
