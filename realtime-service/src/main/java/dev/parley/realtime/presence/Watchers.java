package dev.parley.realtime.presence;

import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ValidationException;
import dev.parley.realtime.conversation.ConversationServiceClient;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Which sockets want to know of whom. A user may be seen by those who share a conversation with
/// them, unless one of the two has blocked the other; to everyone else they are offline, as someone
/// is who does not exist.
@Component
public class Watchers {

  static final int MAX_WATCHED = 500;

  /// Bytes that wait for a client, above which it is told of nobody: the first thing to be left
  /// out.
  private static final long LEFT_OUT_ABOVE = 64 * 1024;

  private static final Logger log = LoggerFactory.getLogger(Watchers.class);

  /// Whom each session watches, and whether it may see them.
  private final ConcurrentHashMap<Session, Map<String, Boolean>> watched =
      new ConcurrentHashMap<>();

  private final ConcurrentHashMap<String, Set<Session>> watching = new ConcurrentHashMap<>();
  private final PresenceBook book;
  private final ConversationServiceClient conversations;

  Watchers(PresenceBook book, ConversationServiceClient conversations) {
    this.book = book;
    this.conversations = conversations;
  }

  /// How the users are, as far as the viewer may know. Blocks.
  ///
  /// @throws DomainException `unavailable`
  List<Presence> look(UserId viewer, Collection<String> users) {
    Set<String> visible = visible(viewer, users);
    return users.stream().map(user -> seen(user, visible.contains(user))).toList();
  }

  /// Has the session told of the users from now on. Blocks.
  ///
  /// @return how they are
  /// @throws DomainException `validation_failed` when it would watch too many, `unavailable`
  List<Presence> watch(Session session, Collection<String> users) {
    Set<String> visible = visible(session.userId(), users);
    watched.compute(session, (_, before) -> with(before, users, visible));
    users.forEach(user -> join(user, session));
    if (session.isEnded()) {
      forget(session);
    }
    return users.stream().map(user -> seen(user, visible.contains(user))).toList();
  }

  private static Map<String, Boolean> with(
      @Nullable Map<String, Boolean> before, Collection<String> users, Set<String> visible) {
    Map<String, Boolean> after = before == null ? new HashMap<>() : new HashMap<>(before);
    users.forEach(user -> after.put(user, visible.contains(user)));
    if (after.size() > MAX_WATCHED) {
      throw new ValidationException("user_ids", "too_many");
    }
    return Map.copyOf(after);
  }

  void unwatch(Session session, Collection<String> users) {
    watched.computeIfPresent(
        session,
        (_, before) -> {
          Map<String, Boolean> after = new HashMap<>(before);
          users.forEach(after::remove);
          return after.isEmpty() ? null : Map.copyOf(after);
        });
    users.forEach(user -> leave(user, session));
  }

  /// The session has ended.
  public void forget(Session session) {
    Map<String, Boolean> all = watched.remove(session);
    if (all != null) {
      all.keySet().forEach(user -> leave(user, session));
    }
  }

  /// Tells who watches.
  void tell(List<Presence> turned) {
    for (Presence presence : turned) {
      EncodedEvent event = event(presence);
      for (Session session : watching.getOrDefault(presence.userId(), Set.of())) {
        if (watched.getOrDefault(session, Map.of()).getOrDefault(presence.userId(), false)) {
          emit(session, event);
        }
      }
    }
  }

  /// Whom the user may see, and who may see the user, may be others now.
  public void recheck(LocalUser user) {
    Set<LocalUser> viewers = new HashSet<>(Set.of(user));
    watching.getOrDefault(user.id().value(), Set.of()).forEach(s -> viewers.add(s.user()));
    if (viewers.stream()
        .anyMatch(viewer -> viewer.sessions().stream().anyMatch(watched::containsKey))) {
      Thread.startVirtualThread(() -> viewers.forEach(this::recheckOne));
    }
  }

  private void recheckOne(LocalUser viewer) {
    for (Session session : viewer.sessions()) {
      Map<String, Boolean> before = watched.get(session);
      if (before == null) {
        continue;
      }
      Set<String> visible;
      try {
        visible = visible(viewer.id(), before.keySet());
      } catch (DomainException e) {
        log.atDebug().setCause(e).log("Who is not known to be visible is hidden");
        visible = Set.of();
      }
      show(session, visible);
    }
  }

  /// Each turn is told once, though several looked at the same time.
  private void show(Session session, Set<String> visible) {
    List<String> turned = new ArrayList<>();
    watched.computeIfPresent(
        session,
        (_, before) -> {
          before.forEach((user, was) -> {
            if (was != visible.contains(user)) {
              turned.add(user);
            }
          });
          return with(null, before.keySet(), visible);
        });
    turned.forEach(user -> emit(session, event(seen(user, visible.contains(user)))));
  }

  private Presence seen(String user, boolean visible) {
    return visible ? book.of(user) : Presence.unknown(user);
  }

  private Set<String> visible(UserId viewer, Collection<String> users) {
    List<String> valid = users.stream().filter(UserId::isValid).collect(Collectors.toList());
    return valid.isEmpty() ? Set.of() : conversations.visible(viewer, valid);
  }

  private void join(String user, Session session) {
    watching.compute(
        user,
        (_, sessions) -> {
          Set<Session> all = sessions == null ? ConcurrentHashMap.newKeySet(2) : sessions;
          all.add(session);
          return all;
        });
  }

  private void leave(String user, Session session) {
    watching.computeIfPresent(
        user,
        (_, sessions) -> {
          sessions.remove(session);
          return sessions.isEmpty() ? null : sessions;
        });
  }

  private static EncodedEvent event(Presence presence) {
    return EncodedEvent.of("presence", Json.mapper().writeValueAsBytes(presence));
  }

  private static void emit(Session session, EncodedEvent event) {
    if (session.connection().queuedBytes() <= LEFT_OUT_ABOVE) {
      session.connection().emit(event, Priority.SHEDDABLE);
    }
  }
}
