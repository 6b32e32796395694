package dev.parley.realtime.delivery;

import dev.parley.common.id.UserId;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import org.springframework.stereotype.Component;

/// What is told to those who have a conversation open, and is worth nothing later.
@Component
public class OpenConversations {

  private final LocalConversations conversations;

  OpenConversations(LocalConversations conversations) {
    this.conversations = conversations;
  }

  /// To all who have it open but the user it is about; dropped at a slow client.
  public void tellOthers(String conversationId, UserId about, EncodedEvent event) {
    conversations.ifPresent(
        conversationId,
        conversation -> {
          for (Session session : conversation.opened()) {
            if (!session.userId().equals(about)) {
              session.connection().emit(event, Priority.SHEDDABLE);
            }
          }
        });
  }
}
