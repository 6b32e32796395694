package dev.parley.realtime.connection;

import dev.parley.common.id.UserId;
import dev.parley.common.revocation.RevocationListener;
import dev.parley.common.security.Revocations;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.SessionRegistry;
import org.springframework.stereotype.Component;

/// Ends the sessions whose tokens have been revoked.
@Component
class RevokedSessions implements RevocationListener {

  private final SessionRegistry sessions;
  private final Revocations revocations;

  RevokedSessions(SessionRegistry sessions, Revocations revocations) {
    this.sessions = sessions;
    this.revocations = revocations;
  }

  @Override
  public void revoked(UserId user, String reason) {
    LocalUser here = sessions.user(user);
    if (here == null) {
      return;
    }
    for (Session session : here.sessions()) {
      if (revocations.covers(session.caller())) {
        Notices.end(session, reason);
      }
    }
  }
}
