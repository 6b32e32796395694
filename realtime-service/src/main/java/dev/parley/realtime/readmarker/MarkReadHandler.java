package dev.parley.realtime.readmarker;

import dev.parley.realtime.conversation.ConversationServiceClient.MarkRequest;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// `mark_read`: up to a seq, or all of it.
@Component
class MarkReadHandler implements EventHandler {

  private final ReadMarkers markers;

  MarkReadHandler(ReadMarkers markers) {
    this.markers = markers;
  }

  private record Answer(@Nullable Long readSeq, @Nullable Long unreadCount) {}

  @Override
  public String event() {
    return "mark_read";
  }

  @Override
  public void handle(Session session, Payload payload, Ack ack) {
    var request =
        new MarkRequest(session.userId(), payload.conversationId(), "read", payload.number("seq"));
    markers.move(request, ack, marked -> new Answer(marked.seq(), marked.unreadCount()));
  }
}
