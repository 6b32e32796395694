package dev.parley.realtime.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gives new messages to the sockets of this node: to every session of every participant, in seq
/// order, encoded once.
@Component
public class MessageFanOut {

  private static final Duration ORIGIN_KEPT = Duration.ofMinutes(1);
  private static final int MAX_ORIGINS = 200_000;

  private final LocalConversations conversations;
  private final Cache<String, Session> origins =
      Caffeine.newBuilder().maximumSize(MAX_ORIGINS).expireAfterWrite(ORIGIN_KEPT).build();
  private final Counter deliveries;

  MessageFanOut(LocalConversations conversations, MeterRegistry registry) {
    this.conversations = conversations;
    this.deliveries = registry.counter("parley.realtime.deliveries");
  }

  /// Remembers which socket waits for the ack of a message: should Kafka bring the message before
  /// the ack has left, that socket is passed over all the same.
  public void expectOrigin(String messageId, Session session) {
    origins.put(messageId, session);
  }

  public void forgetOrigin(String messageId) {
    origins.invalidate(messageId);
  }

  /// A message that this node has just had stored.
  public void handOff(
      String conversationId, long seq, byte[] json, String messageId, @Nullable Session origin) {
    take(
        conversationId,
        new Delivery(seq, json, messageId, origin),
        ConversationOrder.Source.HAND_OFF);
  }

  /// A message that Kafka has brought, or that was fetched.
  void fromLog(String conversationId, long seq, byte[] json, String messageId) {
    take(conversationId, new Delivery(seq, json, messageId, null), ConversationOrder.Source.LOG);
  }

  /// A fetched message, to one user's sockets.
  void give(LocalUser user, MessageLog.Logged message) {
    EncodedEvent event = EncodedEvent.of("new_message", message.json());
    Session origin = origins.getIfPresent(message.id());
    for (Session session : user.sessions()) {
      if (session != origin) {
        session.connection().emit(event, Priority.NORMAL);
      }
    }
  }

  private void take(String id, Delivery delivery, ConversationOrder.Source source) {
    conversations.ifPresent(
        id,
        conversation ->
            conversation
                .order()
                .offer(delivery, source, System.nanoTime(), due -> deliver(conversation, due)));
  }

  private void deliver(LocalConversation conversation, Delivery delivery) {
    EncodedEvent event = EncodedEvent.of("new_message", delivery.json());
    Session origin =
        delivery.origin() == null ? origins.getIfPresent(delivery.messageId()) : delivery.origin();
    int sent = 0;
    for (LocalUser user : conversation.listeners()) {
      for (Session session : user.sessions()) {
        if (session != origin) {
          session.connection().emit(event, Priority.NORMAL);
          sent++;
        }
      }
    }
    deliveries.increment(sent);
  }
}
