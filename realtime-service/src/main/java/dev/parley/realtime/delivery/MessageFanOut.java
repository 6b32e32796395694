package dev.parley.realtime.delivery;

import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gives new messages to the sockets of this node: to every session of every participant, in seq
/// order, encoded once.
@Component
public class MessageFanOut {

  private final LocalConversations conversations;
  private final Origins origins;
  private final Counter deliveries;

  MessageFanOut(LocalConversations conversations, Origins origins, MeterRegistry registry) {
    this.conversations = conversations;
    this.origins = origins;
    this.deliveries = registry.counter("parley.realtime.deliveries");
  }

  /// Remembers which socket waits for the ack of a message: should Kafka bring the message before
  /// the ack has left, that socket is passed over all the same.
  public void expectOrigin(String messageId, Session session) {
    origins.expect(messageId, session);
  }

  /// The ack has left, or none will that carries the message.
  public void forgetOrigin(String messageId, Session session) {
    origins.forget(messageId, session);
  }

  /// A message that this node has just had stored for a session.
  public void handOff(
      String conversationId, long seq, byte[] json, String messageId, Session sender) {
    Origin origin = origins.of(messageId);
    boolean[] given = {false};
    conversations.ifPresent(
        conversationId,
        conversation -> {
          given[0] = conversation.listeners().containsKey(sender.user());
          offer(
              conversation,
              new Delivery(seq, json, messageId, origin),
              ConversationOrder.Source.HAND_OFF);
        });
    if (!given[0] && origin != null) {
      origins.keep(messageId, origin);
    }
  }

  /// A message that Kafka has brought, or that was fetched.
  void fromLog(String conversationId, long seq, byte[] json, String messageId) {
    conversations.ifPresent(
        conversationId,
        conversation ->
            offer(
                conversation,
                new Delivery(seq, json, messageId, null),
                ConversationOrder.Source.LOG));
  }

  /// Gives a fetched message to those who join. Under the conversation's lock.
  void give(Joining group, MessageLog.Logged message) {
    give(group.users(), new Delivery(message.seq(), message.json(), message.id(), null));
    group.given(message.seq());
  }

  /// Those who join have been given all that was before: gives them what has waited for them, and
  /// they listen. Under the conversation's lock.
  void goLive(LocalConversation conversation, Joining group) {
    for (Delivery delivery : group.waiting()) {
      if (delivery.seq() > group.given()) {
        give(group.users(), delivery);
        group.given(delivery.seq());
      }
    }
    conversation.joining().remove(group);
    group.users().forEach(user -> conversation.listeners().put(user, group.given()));
    begin(conversation);
    conversations.watch(conversation);
    conversations.dropIfUnused(conversation);
  }

  /// Where each listener has been given all up to some message, the order begins behind the
  /// earliest of them, with no need to wait for what Kafka brings next.
  private void begin(LocalConversation conversation) {
    long earliest =
        conversation.listeners().values().stream()
            .mapToLong(Long::longValue)
            .min()
            .orElse(LocalConversation.ALL);
    if (earliest != LocalConversation.ALL) {
      conversation
          .order()
          .startAfter(earliest, System.nanoTime(), due -> deliver(conversation, due));
    }
  }

  private void offer(
      LocalConversation conversation, Delivery delivery, ConversationOrder.Source source) {
    conversation
        .order()
        .offer(delivery, source, System.nanoTime(), due -> deliver(conversation, due));
    conversations.watch(conversation);
  }

  private void deliver(LocalConversation conversation, Delivery delivery) {
    for (Joining group : conversation.joining()) {
      group.add(delivery);
    }
    EncodedEvent event = EncodedEvent.of("new_message", delivery.json());
    Origin origin = originOf(delivery);
    int sent = 0;
    for (Map.Entry<LocalUser, Long> listener : conversation.listeners().entrySet()) {
      if (delivery.seq() > listener.getValue()) {
        sent += emit(listener.getKey(), event, origin);
      }
    }
    deliveries.increment(sent);
  }

  private void give(Iterable<LocalUser> users, Delivery delivery) {
    EncodedEvent event = EncodedEvent.of("new_message", delivery.json());
    Origin origin = originOf(delivery);
    int sent = 0;
    for (LocalUser user : users) {
      sent += emit(user, event, origin);
    }
    deliveries.increment(sent);
  }

  private @Nullable Origin originOf(Delivery delivery) {
    return delivery.origin() == null ? origins.of(delivery.messageId()) : delivery.origin();
  }

  private static int emit(LocalUser user, EncodedEvent event, @Nullable Origin origin) {
    int sent = 0;
    for (Session session : user.sessions()) {
      if (origin == null || !Origin.includes(origin, session)) {
        session.connection().emit(event, Priority.NORMAL);
        sent++;
      }
    }
    return sent;
  }
}
