package dev.parley.realtime.session;

import dev.parley.common.id.UserId;
import dev.parley.common.security.Caller;
import dev.parley.realtime.socketio.SocketConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Who has sockets on this node.
@Component
public class SessionRegistry {

  private final ConcurrentHashMap<UserId, LocalUser> users = new ConcurrentHashMap<>();
  private final AtomicInteger sessions = new AtomicInteger();

  SessionRegistry(MeterRegistry registry) {
    registry.gauge("parley.realtime.sessions", sessions);
    registry.gaugeMapSize("parley.realtime.users", List.of(), users);
  }

  public @Nullable LocalUser user(UserId id) {
    return users.get(id);
  }

  public Collection<LocalUser> users() {
    return users.values();
  }

  /// A new session of an authenticated caller.
  public Session enter(SocketConnection connection, Caller caller) {
    Session[] entered = new Session[1];
    users.compute(
        caller.id(),
        (id, known) -> {
          LocalUser user = known == null ? new LocalUser(id) : known;
          entered[0] = new Session(connection, caller, user);
          user.sessions(Stream.concat(user.sessions().stream(), Stream.of(entered[0])).toList());
          return user;
        });
    sessions.incrementAndGet();
    return entered[0];
  }

  /// @return whether it was the user's last session here, which is so for one call only
  public boolean leave(Session session) {
    LocalUser user = session.user();
    boolean[] last = {false};
    users.computeIfPresent(
        user.id(),
        (_, known) -> {
          if (known != user || !user.sessions().contains(session)) {
            return known;
          }
          user.sessions(user.sessions().stream().filter(other -> other != session).toList());
          sessions.decrementAndGet();
          last[0] = user.sessions().isEmpty();
          if (last[0]) {
            user.leave();
          }
          return last[0] ? null : user;
        });
    return last[0];
  }
}
