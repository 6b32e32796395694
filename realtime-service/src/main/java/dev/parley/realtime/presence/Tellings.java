package dev.parley.realtime.presence;

import dev.parley.common.json.Json;
import dev.parley.realtime.session.ServerEvent;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells sockets how users are: as they are at that moment, and of one user one at a time, so that
/// what is told last is what holds, whoever turned whom first. A client that is too slow is told
/// once it has taken what waits for it.
final class Tellings {

  /// Bytes that wait for a client, above which it is told of nobody: the first thing to be left
  /// out.
  private static final long LEFT_OUT_ABOVE = 64 * 1024;

  private static final int LOCKS = 64;

  /// Whether a session may see a user that it watches; null where it watches the user no more.
  interface Sight {
    @Nullable Boolean of(Session session, String user);
  }

  private final PresenceBook book;
  private final List<Object> locks = Stream.generate(Object::new).limit(LOCKS).toList();
  private final ConcurrentHashMap<Session, Set<String>> owed = new ConcurrentHashMap<>();

  Tellings(PresenceBook book) {
    this.book = book;
  }

  Presence seen(String user, boolean visible) {
    return visible ? book.of(user) : Presence.unknown(user);
  }

  /// To those who may see the user.
  void tellWhoSees(String user, Collection<Session> sessions, Sight sight) {
    synchronized (lockOf(user)) {
      EncodedEvent event = null;
      for (Session session : sessions) {
        if (Boolean.TRUE.equals(sight.of(session, user))) {
          event = event == null ? event(book.of(user)) : event;
          emit(session, user, event);
        }
      }
    }
  }

  /// To one that watches the user, also that it may not see the user.
  ///
  /// @param known what it has been told, and need not be again; null for nothing
  void tell(String user, Session session, Sight sight, @Nullable Presence known) {
    synchronized (lockOf(user)) {
      Boolean visible = sight.of(session, user);
      if (visible != null) {
        Presence now = seen(user, visible);
        if (!now.equals(known)) {
          emit(session, user, event(now));
        }
      }
    }
  }

  /// Tells those what they are owed who have caught up.
  void tellOwed(Sight sight) {
    for (Session session : owed.keySet()) {
      if (session.isEnded()) {
        owed.remove(session);
      } else if (!isSlow(session)) {
        Set<String> users = owed.remove(session);
        if (users != null) {
          users.forEach(user -> tell(user, session, sight, null));
        }
      }
    }
  }

  void forget(Session session) {
    owed.remove(session);
  }

  private void emit(Session session, String user, EncodedEvent event) {
    if (isSlow(session)) {
      owed.compute(
          session,
          (_, known) -> {
            Set<String> users = known == null ? ConcurrentHashMap.newKeySet() : known;
            users.add(user);
            return users;
          });
    } else {
      session.connection().emit(event, Priority.SHEDDABLE);
    }
  }

  private static boolean isSlow(Session session) {
    return session.connection().queuedBytes() > LEFT_OUT_ABOVE;
  }

  private Object lockOf(String user) {
    return locks.get(Math.floorMod(user.hashCode(), LOCKS));
  }

  private static EncodedEvent event(Presence presence) {
    return ServerEvent.PRESENCE.with(Json.mapper().writeValueAsBytes(presence));
  }
}
