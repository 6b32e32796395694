package dev.parley.realtime.readmarker;

import dev.parley.common.problem.ValidationException;
import dev.parley.realtime.conversation.ConversationServiceClient.MarkRequest;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// `mark_delivered`: the device has all messages up to a seq.
@Component
class MarkDeliveredHandler implements EventHandler {

  private final ReadMarkers markers;

  MarkDeliveredHandler(ReadMarkers markers) {
    this.markers = markers;
  }

  private record Answer(
      @Nullable Long readSeq, @Nullable Long deliveredSeq, @Nullable Long unreadCount) {}

  @Override
  public String event() {
    return "mark_delivered";
  }

  @Override
  public void handle(Session session, Payload payload, Ack ack) {
    Long seq = payload.number("seq");
    if (seq == null) {
      throw new ValidationException("seq", "required");
    }
    var request = new MarkRequest(session.userId(), payload.conversationId(), "delivered", seq);
    markers.move(
        request, ack, marked -> new Answer(marked.readSeq(), marked.seq(), marked.unreadCount()));
  }
}
