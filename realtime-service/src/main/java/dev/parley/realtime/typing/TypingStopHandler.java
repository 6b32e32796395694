package dev.parley.realtime.typing;

import dev.parley.common.problem.NotFoundException;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.Session;
import org.springframework.stereotype.Component;

/// `typing_stop`.
@Component
class TypingStopHandler implements EventHandler {

  private final TypingUsers typing;

  TypingStopHandler(TypingUsers typing) {
    this.typing = typing;
  }

  @Override
  public String event() {
    return "typing_stop";
  }

  @Override
  public void handle(Session session, Payload payload, Ack ack) {
    String conversation = payload.conversationId().toString();
    if (!session.takesPartIn(conversation)) {
      throw new NotFoundException("conversation");
    }
    typing.stop(session, conversation);
    ack.ok();
  }
}
