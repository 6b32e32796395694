package dev.parley.realtime.typing;

import dev.parley.common.problem.NotFoundException;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.Session;
import java.util.function.BiConsumer;

/// `typing_start` and `typing_stop`, for those who take part.
final class TypingHandler implements EventHandler {

  private final String event;
  private final BiConsumer<Session, String> action;

  /// @param action takes the conversation's id
  TypingHandler(String event, BiConsumer<Session, String> action) {
    this.event = event;
    this.action = action;
  }

  @Override
  public String event() {
    return event;
  }

  @Override
  public void handle(Session session, Payload payload, Ack ack) {
    String conversation = payload.conversationId().toString();
    if (!session.takesPartIn(conversation)) {
      throw new NotFoundException("conversation");
    }
    action.accept(session, conversation);
    ack.ok();
  }
}
