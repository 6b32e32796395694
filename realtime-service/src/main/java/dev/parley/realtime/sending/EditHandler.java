package dev.parley.realtime.sending;

import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.Session;

/// `edit_message`, `delete_message`, `add_reaction` and `remove_reaction`: behind what was sent to
/// the same conversation before, and stored when the ack leaves.
final class EditHandler implements EventHandler {

  private final EditOp op;
  private final SendLanes lanes;

  EditHandler(EditOp op, SendLanes lanes) {
    this.op = op;
    this.lanes = lanes;
  }

  @Override
  public String event() {
    return op.event();
  }

  @Override
  public void handle(Session session, Payload payload, Ack ack) {
    if (payload.json().length > SendPayloadHead.MAX_BYTES) {
      throw new SendTooLargeException(SendPayloadHead.MAX_BYTES);
    }
    String conversation = payload.conversationId().toString();
    String message = payload.messageId().toString();
    lanes.submit(new WaitingEdit(session, op, conversation, message, payload.json(), ack));
  }
}
