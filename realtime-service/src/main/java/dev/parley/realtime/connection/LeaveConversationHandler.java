package dev.parley.realtime.connection;

import dev.parley.realtime.delivery.LocalConversations;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.typing.TypingUsers;
import org.springframework.stereotype.Component;

/// `leave_conversation`: the client no longer has it open.
@Component
class LeaveConversationHandler implements EventHandler {

  private final LocalConversations conversations;
  private final TypingUsers typing;

  LeaveConversationHandler(LocalConversations conversations, TypingUsers typing) {
    this.conversations = conversations;
    this.typing = typing;
  }

  @Override
  public String event() {
    return "leave_conversation";
  }

  @Override
  public void handle(Session session, Payload payload, Ack ack) {
    String id = payload.conversationId().toString();
    session.opening().remove(id);
    typing.stop(session, id);
    conversations.close(id, session);
    ack.ok();
  }
}
