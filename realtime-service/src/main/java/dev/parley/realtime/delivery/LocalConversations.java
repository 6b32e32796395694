package dev.parley.realtime.delivery;

import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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
  private final Set<LocalConversation> holding = ConcurrentHashMap.newKeySet();

  LocalConversations(MeterRegistry registry) {
    registry.gaugeMapSize("parley.realtime.conversations", List.of(), byId);
    registry.gauge("parley.realtime.messages.held", holding, LocalConversations::held);
  }

  private static double held(Collection<LocalConversation> holding) {
    return holding.stream().mapToInt(conversation -> conversation.order().held()).sum();
  }

  /// Whether a record with this key concerns anyone here.
  boolean contains(String id) {
    return byId.containsKey(id);
  }

  int size() {
    return byId.size();
  }

  /// Begins to listen, to all that comes from now on.
  ///
  /// @param lastRev where the conversation stands, or stood a moment ago; null when it is not known
  public void listen(String id, LocalUser user, @Nullable Long lastRev) {
    at(
        id,
        conversation -> {
          if (!mayListen(id, user)) {
            return false;
          }
          if (lastRev != null) {
            conversation.order().standsAt(lastRev);
          }
          return conversation.listeners().putIfAbsent(user, LocalConversation.ALL) == null;
        });
  }

  /// Takes what a version of the conversation, at which someone listens from now on, says of blocks
  /// between its two.
  public void learnBlocked(String id, long version, boolean blocked) {
    ifPresent(
        id,
        conversation -> {
          conversation.learnBlocked(version, blocked);
          if (conversation.heardOf() == 0) {
            conversation.heardOf(version);
          }
        });
  }

  /// Of all who had come and gone at this version it has been heard.
  void heardOf(String id, long version) {
    ifPresent(id, conversation -> conversation.heardOf(version));
  }

  /// Whether someone here listens who may have been removed at this version.
  boolean isBehind(String id, long version) {
    boolean[] behind = {false};
    ifPresent(
        id,
        conversation ->
            behind[0] =
                conversation.heardOf() < version && conversation.users().findAny().isPresent());
    return behind[0];
  }

  /// Those who listen to it, or will.
  List<LocalUser> users(String id) {
    List<LocalUser> users = new ArrayList<>();
    ifPresent(id, conversation -> conversation.users().forEach(users::add));
    return users;
  }

  /// What comes from now on waits for these users until they have been given what was before.
  ///
  /// @param seq the one that they join after
  /// @return null when none of them is here any more
  @Nullable Joining beginJoining(String id, Collection<LocalUser> users, long seq) {
    Joining[] begun = new Joining[1];
    at(
        id,
        conversation -> {
          List<LocalUser> here = users.stream().filter(user -> mayListen(id, user)).toList();
          if (here.isEmpty()) {
            return false;
          }
          here.forEach(conversation::stopListening);
          begun[0] = new Joining(here, seq);
          conversation.add(begun[0]);
          return true;
        });
    return begun[0];
  }

  public void ignore(String id, LocalUser user) {
    ifPresent(
        id,
        conversation -> {
          conversation.forget(user);
          dropIfUnused(conversation);
        });
  }

  /// As [#ignore], for a user who has gone, unless they have come back since.
  ///
  /// @return whether they are gone
  boolean ignoreIfGone(String id, LocalUser user) {
    boolean[] gone = {!user.takesPartIn(id)};
    ifPresent(
        id,
        conversation -> {
          gone[0] = !user.takesPartIn(id);
          if (gone[0]) {
            conversation.forget(user);
            dropIfUnused(conversation);
          }
        });
    return gone[0];
  }

  /// The client has the conversation open from now on.
  ///
  /// @param version the one at which the user was shown the conversation
  /// @return false when the user has left it since, or the socket has gone
  public boolean open(String id, Session session, long version, int participantCount) {
    session.open().add(id);
    boolean opened =
        at(
            id,
            conversation -> {
              if (session.isEnded() || !session.user().mayTakePartIn(id, version)) {
                return false;
              }
              conversation.learn(version, participantCount);
              conversation.open(session);
              return true;
            });
    if (!opened) {
      session.open().remove(id);
    }
    return opened;
  }

  public void close(String id, Session session) {
    session.open().remove(id);
    ifPresent(
        id,
        conversation -> {
          conversation.close(session);
          dropIfUnused(conversation);
        });
  }

  /// Calls `action` alone with the conversation, if anyone listens to it.
  void ifPresent(String id, Consumer<LocalConversation> action) {
    LocalConversation conversation = byId.get(id);
    if (conversation == null) {
      return;
    }
    synchronized (conversation) {
      if (!conversation.isGone()) {
        action.accept(conversation);
      }
    }
  }

  /// To be told, under its lock, when a conversation's order may have begun or ceased to hold
  /// messages.
  void watch(LocalConversation conversation) {
    if (conversation.order().held() > 0) {
      holding.add(conversation);
    } else if (!holding.isEmpty()) {
      holding.remove(conversation);
    }
  }

  /// Those where messages wait for others.
  Collection<LocalConversation> holding() {
    return holding;
  }

  private boolean at(String id, Predicate<LocalConversation> action) {
    while (true) {
      LocalConversation conversation = byId.computeIfAbsent(id, LocalConversation::new);
      synchronized (conversation) {
        if (!conversation.isGone()) {
          boolean done = action.test(conversation);
          dropIfUnused(conversation);
          return done;
        }
      }
    }
  }

  /// Not for a user whose last session has ended, or who has left the conversation: whoever ends
  /// the one or tells of the other has passed here, or will.
  private static boolean mayListen(String id, LocalUser user) {
    return !user.isGone() && user.takesPartIn(id);
  }

  void dropIfUnused(LocalConversation conversation) {
    if (conversation.isUnused()) {
      conversation.leave();
      byId.remove(conversation.id(), conversation);
      holding.remove(conversation);
    }
  }
}
