package dev.parley.realtime.connection;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.DomainException;
import dev.parley.realtime.conversation.ConversationServiceClient;
import dev.parley.realtime.delivery.LocalConversations;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.Session;
import org.springframework.stereotype.Component;

/// `join_conversation`: the client has it open, and gets its typing and receipts. Messages come
/// without joining.
@Component
class JoinConversationHandler implements EventHandler {

  private final ConversationServiceClient service;
  private final LocalConversations conversations;

  JoinConversationHandler(ConversationServiceClient service, LocalConversations conversations) {
    this.service = service;
    this.conversations = conversations;
  }

  @Override
  public String event() {
    return "join_conversation";
  }

  @Override
  public void handle(Session session, Payload payload, Ack ack) {
    ConversationId id = payload.conversationId();
    Thread.startVirtualThread(() -> join(session, id, ack));
  }

  private void join(Session session, ConversationId id, Ack ack) {
    try {
      byte[] conversation = service.conversation(session.userId(), id);
      conversations.open(id.toString(), session);
      ack.okWith("conversation", conversation);
    } catch (DomainException e) {
      ack.refuse(e);
    }
  }
}
