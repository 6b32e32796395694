package dev.parley.realtime.connection;

import dev.parley.realtime.delivery.LocalConversations;
import dev.parley.realtime.presence.LocalPresence;
import dev.parley.realtime.presence.Watchers;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.typing.TypingUsers;
import org.springframework.stereotype.Component;

/// What a session's beginning and end mean to others. With the end all that was remembered for the
/// session is forgotten, and with a user's last one what was remembered for the user.
@Component
class Attendance {

  private final SessionRegistry sessions;
  private final LocalConversations conversations;
  private final TypingUsers typing;
  private final Watchers watchers;
  private final LocalPresence presence;

  Attendance(
      SessionRegistry sessions,
      LocalConversations conversations,
      TypingUsers typing,
      Watchers watchers,
      LocalPresence presence) {
    this.sessions = sessions;
    this.conversations = conversations;
    this.typing = typing;
    this.watchers = watchers;
    this.presence = presence;
  }

  void begin(Session session) {
    presence.active(session);
    presence.check(session.userId());
  }

  void end(Session session) {
    session.end();
    typing.stopAll(session);
    watchers.forget(session);
    session.open().forEach(id -> conversations.close(id, session));
    if (sessions.leave(session)) {
      LocalUser user = session.user();
      user.conversations().forEach(id -> conversations.ignore(id, user));
    }
    presence.check(session.userId());
  }
}
