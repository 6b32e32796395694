package dev.parley.realtime.presence;

import dev.parley.common.id.UserId;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.SessionRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How this node's own users are: online while a device of theirs does something, away when all
/// have been silent for a while, gone with the last one.
@Component
public class LocalPresence {

  private final SessionRegistry sessions;
  private final PresenceNode node;
  private final PresenceProperties properties;
  private final Clock clock;
  private final ConcurrentHashMap<UserId, PresenceStatus> known = new ConcurrentHashMap<>();

  LocalPresence(
      SessionRegistry sessions, PresenceNode node, PresenceProperties properties, Clock clock) {
    this.sessions = sessions;
    this.node = node;
    this.properties = properties;
    this.clock = clock;
  }

  /// A session of the user's has begun, or ended.
  public void check(UserId user) {
    known.compute(
        user,
        (_, before) -> {
          PresenceStatus now = statusOf(user);
          if (now != (before == null ? PresenceStatus.OFFLINE : before)) {
            node.say(user.value(), now);
          }
          return now == PresenceStatus.OFFLINE ? null : now;
        });
  }

  /// The session's client has done something.
  public void active(Session session) {
    session.touch(clock.instant());
    if (known.get(session.userId()) == PresenceStatus.AWAY) {
      check(session.userId());
    }
  }

  @Scheduled(fixedDelay = 1_000)
  void sweep() {
    for (LocalUser user : sessions.users()) {
      PresenceStatus before = known.get(user.id());
      if (before != null && before != statusOf(user.id())) {
        check(user.id());
      }
    }
  }

  private PresenceStatus statusOf(UserId id) {
    LocalUser user = sessions.user(id);
    if (user == null) {
      return PresenceStatus.OFFLINE;
    }
    Instant silentSince = clock.instant().minus(properties.awayAfter());
    boolean active =
        user.sessions().stream().anyMatch(session -> session.activeAt().isAfter(silentSince));
    return active ? PresenceStatus.ONLINE : PresenceStatus.AWAY;
  }
}
