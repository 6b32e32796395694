package dev.parley.realtime.connection;

import dev.parley.common.security.Caller;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.socketio.SocketConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/// Makes a session of a socket whose caller is known.
@Component
class Arrivals {

  private final SessionRegistry sessions;
  private final Listening listening;
  private final Attendance attendance;
  private final RealtimeProperties properties;
  private final Clock clock;

  Arrivals(
      SessionRegistry sessions,
      Listening listening,
      Attendance attendance,
      RealtimeProperties properties,
      Clock clock) {
    this.sessions = sessions;
    this.listening = listening;
    this.attendance = attendance;
    this.properties = properties;
    this.clock = clock;
  }

  /// Blocks until the user's conversations are listened to.
  ///
  /// @param check throws to keep the session out
  void enter(SocketConnection connection, Caller caller, Consumer<Session> check) {
    Session session = sessions.enter(connection, caller);
    boolean accepted = false;
    try {
      connection.attach(session);
      check.accept(session);
      if (listening.begin(session.user(), properties.admissionPatience())) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        accepted = connection.accept(Notices.connected(session, now));
      } else {
        // The client comes back by itself; a refusal it would take for final.
        connection.close();
      }
    } finally {
      if (!accepted) {
        attendance.end(session);
      }
    }
    if (accepted) {
      makeRoomFor(session);
      attendance.begin(session);
    }
  }

  /// Who opens one device more wants that one. The one that has been silent for longest has most
  /// likely been forgotten; it is told that it is not to come back by itself, or the two would
  /// drive each other out for ever.
  private void makeRoomFor(Session newcomer) {
    List<Session> all = newcomer.user().sessions();
    int tooMany = all.size() - properties.maxSessionsPerUser();
    if (tooMany > 0) {
      all.stream()
          .filter(session -> session != newcomer)
          .sorted(Comparator.comparing(Session::activeAt))
          .limit(tooMany)
          .forEach(session -> Notices.end(session, "too_many_sessions"));
    }
  }
}
