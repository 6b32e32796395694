package dev.parley.message.attachment;

import dev.parley.common.event.Topics;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import dev.parley.message.change.Actor;
import dev.parley.message.change.Change;
import dev.parley.message.change.ChangeRequest;
import dev.parley.message.change.ChangeResult;
import dev.parley.message.change.MessageChanger;
import dev.parley.message.history.Slot;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Completes the messages that carry media when it has become ready, or was rejected. Seen twice,
/// the event finds them so already.
@Component
class MediaListener {

  private static final int BATCH = 100;

  private final SentMedia sent;
  private final MessageChanger changer;

  MediaListener(SentMedia sent, MessageChanger changer) {
    this.sent = sent;
    this.changer = changer;
  }

  @KafkaListener(
      topics = {Topics.MEDIA_READY, Topics.MEDIA_REJECTED},
      groupId = "message-service.media")
  void take(ConsumerRecord<String, byte[]> record) {
    Media media = EventDecoder.body(record, Media.class);
    requireComplete(media);
    try (var _ = EventDecoder.trace(record)) {
      var change = new Change.Attach(media.toAttachment());
      List<SentMedia.Place> places = sent.places(media.mediaId(), null, BATCH);
      while (!places.isEmpty()) {
        apply(places, change);
        places = sent.places(media.mediaId(), places.getLast(), BATCH);
      }
    }
  }

  private void apply(List<SentMedia.Place> places, Change change) {
    List<ChangeResult> results =
        changer.changeBySuite(
            places.stream()
                .map(place -> new Slot(place.conversationId(), place.messageId()))
                .map(slot -> new ChangeRequest(slot, Actor.SUITE, change, null))
                .toList());
    for (ChangeResult result : results) {
      if (result instanceof ChangeResult.Refused refused) {
        throw refused.reason();
      }
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
