package dev.parley.realtime.connection;

import dev.parley.common.id.ConversationId;
import dev.parley.common.json.Json;
import dev.parley.common.problem.ProblemType;
import dev.parley.realtime.conversation.ConversationServiceClient;
import dev.parley.realtime.delivery.LocalConversations;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.RateLimitedException;
import dev.parley.realtime.session.Session;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `join_conversation`: the client has it open, and gets its typing and receipts. Messages come
/// without joining. A client that leaves before it is answered has left.
@Component
class JoinConversationHandler implements EventHandler {

  private static final Ack.Field CONVERSATION = new Ack.Field("conversation");

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
    boolean first = session.opening().add(id.toString());
    try {
      session.inTurn(ack, () -> join(session, id, ack));
    } catch (RateLimitedException e) {
      if (first) {
        session.opening().remove(id.toString());
      }
      throw e;
    }
  }

  private void join(Session session, ConversationId id, Ack ack) {
    if (session.isEnded()) {
      return;
    }
    byte[] conversation;
    boolean wanted;
    try {
      conversation = service.conversation(session.userId(), id);
    } finally {
      wanted = session.opening().remove(id.toString());
    }
    if (!wanted || open(session, id, conversation)) {
      ack.okWith(CONVERSATION, conversation);
    } else {
      ack.refuse(ProblemType.NOT_PARTICIPANT);
    }
  }

  private boolean open(Session session, ConversationId id, byte[] conversation) {
    JsonNode fields = Json.mapper().readTree(conversation);
    return conversations.open(
        id.toString(),
        session,
        fields.path("version").longValue(),
        fields.path("participant_count").intValue());
  }
}
