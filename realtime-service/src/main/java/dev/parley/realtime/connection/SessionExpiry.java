package dev.parley.realtime.connection;

import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.SessionRegistry;
import java.time.Clock;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Ends sessions whose tokens have ended.
@Component
class SessionExpiry {

  private final SessionRegistry sessions;
  private final Clock clock;

  SessionExpiry(SessionRegistry sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = 1_000)
  void expire() {
    Instant now = clock.instant();
    for (LocalUser user : sessions.users()) {
      for (Session session : user.sessions()) {
        if (!now.isBefore(session.expiresAt())) {
          Notices.end(session, "token_expired");
        }
      }
    }
  }
}
