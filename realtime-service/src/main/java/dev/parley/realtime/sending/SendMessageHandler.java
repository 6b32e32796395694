package dev.parley.realtime.sending;

import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.typing.TypingUsers;
import org.springframework.stereotype.Component;

/// `send_message`: stored, with its seq, when the ack leaves.
@Component
class SendMessageHandler implements EventHandler {

  private final SendLanes lanes;
  private final TypingUsers typing;

  SendMessageHandler(SendLanes lanes, TypingUsers typing) {
    this.lanes = lanes;
    this.typing = typing;
  }

  @Override
  public String event() {
    return "send_message";
  }

  @Override
  public void handle(Session session, Payload payload, Ack ack) {
    SendPayloadHead send = SendPayloadHead.of(payload.json());
    lanes.submit(session, send, ack);
    if (send.isToRecipient()) {
      typing.stopAll(session); // which conversation it is, message-service will tell
    } else {
      typing.stop(session, send.destination());
    }
  }
}
