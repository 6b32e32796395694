package dev.parley.realtime.typing;

import dev.parley.common.problem.NotFoundException;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.Session;
import org.springframework.stereotype.Component;

/// `typing_start`.
@Component
class TypingStartHandler implements EventHandler {

  private final TypingUsers typing;

  TypingStartHandler(TypingUsers typing) {
    this.typing = typing;
  }

  @Override
  public String event() {
    return "typing_start";
  }

  @Override
  public void handle(Session session, Payload payload, Ack ack) {
    String conversation = payload.conversationId().toString();
    if (!session.takesPartIn(conversation)) {
      throw new NotFoundException("conversation");
    }
    typing.start(session, conversation);
    ack.ok();
  }
}
