package dev.parley.message.attachment;

import dev.parley.common.event.MediaErased;
import dev.parley.common.event.Topics;
import dev.parley.common.id.MediaId;
import dev.parley.common.kafka.EventDecoder;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Takes out of the messages what they show of media that is gone, its picture in small (the
/// blurhash) included. Most of it went with its message, and no other carries it.
@Component
class MediaErasureListener {

  private final SentMedia sent;
  private final MediaNews news;

  MediaErasureListener(SentMedia sent, MediaNews news) {
    this.sent = sent;
    this.news = news;
  }

  /// One names up to 500 media, and each may be in many messages: several at a time could take
  /// longer than a reader is waited for.
  @KafkaListener(
      topics = Topics.MEDIA_ERASED,
      groupId = "message-service.media-erasure",
      properties = "max.poll.records=1")
  void take(ConsumerRecord<String, byte[]> record) {
    @Nullable List<MediaId> gone = EventDecoder.body(record, MediaErased.class).mediaIds();
    if (gone == null || gone.isEmpty()) {
      return;
    }
    try (var _ = EventDecoder.trace(record)) {
      for (SentMedia.Place carried : sent.anyPlaces(gone)) {
        news.tell(Media.erased(carried.mediaId()));
      }
    }
  }
}
