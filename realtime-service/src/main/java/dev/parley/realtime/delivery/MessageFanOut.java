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
  ///
  /// @param conversationId empty where the answer is to tell
  public void expectOrigin(String conversationId, String messageId, Session session) {
    origins.expect(conversationId, messageId, session);
  }

  /// The ack has left, or none will that carries the message.
  ///
  /// @param conversationId as it was expected
  public void forgetOrigin(String conversationId, String messageId, Session session) {
    origins.forget(conversationId, messageId, session);
  }

  /// The session has the ack of a message that had been stored before: whether it has been
  /// delivered too is not known, as whoever stored it may have died at once.
  public void acknowledge(String conversationId, String messageId, Session session) {
    origins.keep(conversationId, messageId, new Origin(session, null));
  }

  /// A message that this node has just had stored for a session.
  public void handOff(
      String conversationId, long seq, long rev, byte[] json, String messageId, Session sender) {
    Origin origin = origins.of(conversationId, messageId);
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
      origins.keep(conversationId, messageId, origin);
    }
  }

  /// The session that has changed a message has the ack for it, and need not be told.
  public void acknowledge(String conversationId, String messageId, long rev, Session session) {
    acknowledge(conversationId, Delivery.changeId(messageId, rev), session);
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
  void give(LocalConversation conversation, Joining group, MessageLog.Logged message) {
    give(conversation, group.users(), message.asNew());
    group.given(message.seq(), message.rev());
  }

  /// Those who join have been given all that was before: gives them what has waited for them, and
  /// they listen. Under the conversation's lock.
  void goLive(LocalConversation conversation, Joining group) {
    for (Delivery delivery : group.waiting()) {
      if (delivery.kind() == Delivery.Kind.CHANGED) {
        give(conversation, readers(conversation, group, delivery), delivery);
      } else if (delivery.seq() > group.given()) {
        give(conversation, group.users(), delivery);
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
    EncodedEvent event = delivery.kind().event().with(delivery.json());
    Origin origin = originOf(conversation, delivery);
    int sent = 0;
    for (Map.Entry<LocalUser, Long> listener : conversation.listeners().entrySet()) {
      LocalUser user = listener.getKey();
      // One who came in lately may be given, behind a gap, what was said before.
      boolean given = delivery.kind() == Delivery.Kind.NEW && delivery.seq() <= listener.getValue();
      if (!given && user.mayRead(conversation.id(), delivery.seq())) {
        sent += emit(user, event, origin);
      }
    }
    deliveries.increment(sent);
  }

  private void give(LocalConversation conversation, Iterable<LocalUser> users, Delivery delivery) {
    EncodedEvent event = delivery.kind().event().with(delivery.json());
    Origin origin = originOf(conversation, delivery);
    int sent = 0;
    for (LocalUser user : users) {
      sent += emit(user, event, origin);
    }
    deliveries.increment(sent);
  }

  private @Nullable Origin originOf(LocalConversation conversation, Delivery delivery) {
    return delivery.origin() == null
        ? origins.of(conversation.id(), delivery.messageId())
        : delivery.origin();
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
