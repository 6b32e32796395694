package dev.parley.realtime.delivery;

import dev.parley.common.event.ConversationDelivered;
import dev.parley.common.event.ConversationRead;
import dev.parley.common.event.Headers;
import dev.parley.common.event.Topics;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.ServerEvent;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/// Tells sockets how far others have read and received, and a user's own devices what is unread.
@Component
class ReceiptFanOut implements ChangeListener {

  private final SessionRegistry sessions;
  private final LocalConversations conversations;

  ReceiptFanOut(SessionRegistry sessions, LocalConversations conversations) {
    this.sessions = sessions;
    this.conversations = conversations;
  }

  private record Receipt(ConversationId conversationId, String userId, long seq, Instant at) {}

  private record Unread(
      ConversationId conversationId, long readSeq, long unreadCount, long total, long version) {}

  @Override
  public Set<String> topics() {
    return Set.of(Topics.CONVERSATION_READ, Topics.CONVERSATION_DELIVERED);
  }

  @Override
  public void take(ConsumerRecord<String, byte[]> record) {
    if (!concernsAnyone(record)) {
      return;
    }
    if (record.topic().equals(Topics.CONVERSATION_READ)) {
      ConversationRead body = EventDecoder.body(record, ConversationRead.class);
      if (!Boolean.TRUE.equals(body.unmoved())) {
        tellOthers(
            ServerEvent.MESSAGES_READ,
            new Receipt(body.conversationId(), body.userId(), body.seq(), body.at()));
      }
      tellOwnDevices(body);
    } else {
      ConversationDelivered body = EventDecoder.body(record, ConversationDelivered.class);
      tellOthers(
          ServerEvent.MESSAGES_DELIVERED,
          new Receipt(body.conversationId(), body.userId(), body.seq(), body.at()));
    }
  }

  /// By the record's key and subject, which spares reading it: a user's own devices are told though
  /// nobody has the conversation open.
  private boolean concernsAnyone(ConsumerRecord<String, byte[]> record) {
    if (record.key() != null && conversations.contains(record.key())) {
      return true;
    }
    String user = Headers.text(record.headers(), Headers.SUBJECT);
    return user == null || (UserId.isValid(user) && sessions.user(new UserId(user)) != null);
  }

  private void tellOthers(ServerEvent told, Receipt receipt) {
    conversations.ifPresent(
        receipt.conversationId().toString(),
        conversation -> {
          if (conversation.opened().isEmpty()
              || conversation.isLarge()
              || conversation.isBlocked()) {
            return;
          }
          EncodedEvent event = told.with(Json.mapper().writeValueAsBytes(receipt));
          for (Session session : conversation.opened()) {
            if (!session.userId().value().equals(receipt.userId())) {
              session.connection().emit(event, Priority.NORMAL);
            }
          }
        });
  }

  private void tellOwnDevices(ConversationRead body) {
    LocalUser user = sessions.user(new UserId(body.userId()));
    if (user == null) {
      return;
    }
    Unread unread =
        new Unread(
            body.conversationId(), body.seq(), body.unreadCount(), body.total(), body.version());
    EncodedEvent event = ServerEvent.UNREAD.with(Json.mapper().writeValueAsBytes(unread));
    user.emit(event, Priority.NORMAL);
  }
}
