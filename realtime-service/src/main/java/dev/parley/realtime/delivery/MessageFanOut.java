package dev.parley.realtime.delivery;

import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gives new messages, and what changes in old ones, to the sockets of this node: to every session
/// of every participant, in the order of their revs, encoded once.
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
      String conversationId, long seq, long rev, byte[] json, String messageId, Session sender) {
    Origin origin = origins.of(messageId);
    boolean[] given = {false};
    conversations.ifPresent(
        conversationId,
        conversation -> {
          given[0] = conversation.listeners().containsKey(sender.user());
          offer(
              conversation,
              Delivery.ofNew(rev, seq, json, messageId, origin),
              ConversationOrder.Source.HAND_OFF);
        });
    if (!given[0] && origin != null) {
      origins.keep(messageId, origin);
    }
  }

  /// The session that has changed a message has the ack for it, and need not be told.
  public void acknowledge(String messageId, long rev, Session session) {
    origins.keep(Delivery.changeId(messageId, rev), new Origin(session, null));
  }

  /// What Kafka has brought.
  void fromLog(String conversationId, Delivery delivery) {
    conversations.ifPresent(
        conversationId,
        conversation -> offer(conversation, delivery, ConversationOrder.Source.LOG));
  }

  /// All that has changed up to a rev, as it was fetched. Under the conversation's lock.
  void fill(LocalConversation conversation, List<Delivery> fetched, long rev) {
    conversation.order().fill(fetched, rev, System.nanoTime(), due -> deliver(conversation, due));
    conversations.watch(conversation);
  }

  /// Gives a fetched message to those who join. Under the conversation's lock.
  void give(Joining group, MessageLog.Logged message) {
    give(group.users(), message.asNew());
    group.given(message.seq(), message.rev());
  }

  /// Those who join have been given all that was before: gives them what has waited for them, and
  /// they listen. Under the conversation's lock.
  void goLive(LocalConversation conversation, Joining group) {
    for (Delivery delivery : group.waiting()) {
      if (delivery.kind() == Delivery.Kind.CHANGED) {
        give(readers(conversation, group, delivery), delivery);
      } else if (delivery.seq() > group.given()) {
        give(group.users(), delivery);
        group.given(delivery.seq(), delivery.rev());
      }
    }
    conversation.joining().remove(group);
    group.users().forEach(user -> conversation.listeners().put(user, group.given()));
    begin(conversation, group);
    conversations.watch(conversation);
    conversations.dropIfUnused(conversation);
  }

  private static List<LocalUser> readers(
      LocalConversation conversation, Joining group, Delivery delivery) {
    return group.users().stream()
        .filter(user -> user.mayRead(conversation.id(), delivery.seq()))
        .toList();
  }

  /// Where all who listen have been given all that was, the order begins behind it, with no need to
  /// wait for what Kafka brings next.
  private void begin(LocalConversation conversation, Joining group) {
    Long rev = group.rev();
    if (rev != null && conversation.listeners().size() == group.users().size()) {
      conversation.order().startAfter(rev, System.nanoTime(), due -> deliver(conversation, due));
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
    EncodedEvent event = EncodedEvent.of(delivery.kind().event(), delivery.json());
    Origin origin = originOf(delivery);
    int sent = 0;
    for (Map.Entry<LocalUser, Long> listener : conversation.listeners().entrySet()) {
      LocalUser user = listener.getKey();
      boolean concerned =
          delivery.kind() == Delivery.Kind.NEW
              ? delivery.seq() > listener.getValue()
              : user.mayRead(conversation.id(), delivery.seq());
      if (concerned) {
        sent += emit(user, event, origin);
      }
    }
    deliveries.increment(sent);
  }

  private void give(Iterable<LocalUser> users, Delivery delivery) {
    EncodedEvent event = EncodedEvent.of(delivery.kind().event(), delivery.json());
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
