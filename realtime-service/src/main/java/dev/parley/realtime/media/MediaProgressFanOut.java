package dev.parley.realtime.media;

import dev.parley.common.event.MediaProgress;
import dev.parley.common.event.MediaReady;
import dev.parley.common.event.MediaRejected;
import dev.parley.common.event.Topics;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.ServerEvent;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells the owner's own sockets, and nobody else's, how far media has come and how it ended. Those
/// who see it in a message hear of it as `message_updated`.
@Component
class MediaProgressFanOut {

  private static final int ALL = 100;

  private final SessionRegistry sessions;

  MediaProgressFanOut(SessionRegistry sessions) {
    this.sessions = sessions;
  }

  /// @param phase absent at the end
  /// @param reason why it was rejected
  private record Told(
      MediaId mediaId,
      String status,
      @Nullable String phase,
      @Nullable Integer percent,
      @Nullable String reason,
      long version) {}

  /// @throws dev.parley.common.kafka.MalformedEventException where it is none of the three
  void take(ConsumerRecord<String, byte[]> record) {
    switch (record.topic()) {
      case Topics.MEDIA_READY -> ready(EventDecoder.body(record, MediaReady.class));
      case Topics.MEDIA_REJECTED -> rejected(EventDecoder.body(record, MediaRejected.class));
      default -> progress(record);
    }
  }

  /// Its key is the owner, which mostly spares reading it.
  private void progress(ConsumerRecord<String, byte[]> record) {
    String owner = record.key();
    if (owner == null || owner(owner) == null) {
      return;
    }
    MediaProgress body = EventDecoder.body(record, MediaProgress.class);
    tell(
        body.ownerId(),
        new Told(body.mediaId(), body.status(), body.phase(), body.percent(), null, body.version()),
        Priority.SHEDDABLE);
  }

  private void ready(MediaReady body) {
    tell(
        body.ownerId(),
        new Told(body.mediaId(), body.status(), null, ALL, null, body.version()),
        Priority.NORMAL);
  }

  private void rejected(MediaRejected body) {
    tell(
        body.ownerId(),
        new Told(body.mediaId(), body.status(), null, null, body.reason(), body.version()),
        Priority.NORMAL);
  }

  private void tell(@Nullable String ownerId, Told told, Priority priority) {
    LocalUser owner = owner(ownerId);
    if (owner == null) {
      return;
    }
    EncodedEvent event = ServerEvent.MEDIA_PROGRESS.with(Json.mapper().writeValueAsBytes(told));
    owner.emit(event, priority);
  }

  private @Nullable LocalUser owner(@Nullable String id) {
    return id != null && UserId.isValid(id) ? sessions.user(new UserId(id)) : null;
  }
}
