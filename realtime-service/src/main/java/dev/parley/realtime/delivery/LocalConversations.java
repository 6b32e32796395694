package dev.parley.realtime.delivery;

import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The conversations that this node's users listen to, by id: the look-up that every record of the
/// fan-out topics goes through.
@Component
public class LocalConversations {

  private final ConcurrentHashMap<String, LocalConversation> byId = new ConcurrentHashMap<>();

  /// Whether a record with this key concerns anyone here.
  boolean contains(String id) {
    return byId.containsKey(id);
  }

  Collection<LocalConversation> all() {
    return byId.values();
  }

  /// Begins to listen.
  public void listen(String id, LocalUser user) {
    at(
        id,
        conversation -> {
          add(conversation, user);
          return true;
        });
  }

  /// Begins to listen for a user who has been given all messages up to `seq`.
  ///
  /// @return false when others here have been given later ones already, and nothing was changed
  boolean listenAfter(String id, LocalUser user, long seq) {
    return at(
        id,
        conversation -> {
          if (conversation.listeners().isEmpty()) {
            conversation.order().startAfter(seq);
          } else if (conversation.order().last() > seq) {
            return false;
          }
          add(conversation, user);
          return true;
        });
  }

  public void ignore(String id, LocalUser user) {
    ifPresent(
        id,
        conversation -> {
          conversation.listeners().remove(user);
          conversation.opened().removeAll(user.sessions());
          dropIfUnused(conversation);
        });
  }

  /// The client has the conversation open from now on.
  public void open(String id, Session session) {
    session.open().add(id);
    at(id, conversation -> conversation.opened().add(session));
  }

  public void close(String id, Session session) {
    session.open().remove(id);
    ifPresent(
        id,
        conversation -> {
          conversation.opened().remove(session);
          dropIfUnused(conversation);
        });
  }

  /// Calls `action` under the conversation's lock, if anyone listens to it.
  void ifPresent(String id, Consumer<LocalConversation> action) {
    @Nullable LocalConversation conversation = byId.get(id);
    if (conversation == null) {
      return;
    }
    conversation.lock().lock();
    try {
      if (!conversation.isGone()) {
        action.accept(conversation);
      }
    } finally {
      conversation.lock().unlock();
    }
  }

  private boolean at(String id, Predicate<LocalConversation> action) {
    while (true) {
      LocalConversation conversation = byId.computeIfAbsent(id, LocalConversation::new);
      conversation.lock().lock();
      try {
        if (!conversation.isGone()) {
          boolean done = action.test(conversation);
          dropIfUnused(conversation);
          return done;
        }
      } finally {
        conversation.lock().unlock();
      }
    }
  }

  /// Not for a user whose last session has ended: whoever ends it has passed here, or will.
  private static void add(LocalConversation conversation, LocalUser user) {
    if (!user.isGone()) {
      conversation.listeners().add(user);
    }
  }

  private void dropIfUnused(LocalConversation conversation) {
    if (conversation.listeners().isEmpty() && conversation.opened().isEmpty()) {
      conversation.leave();
      byId.remove(conversation.id(), conversation);
    }
  }
}
