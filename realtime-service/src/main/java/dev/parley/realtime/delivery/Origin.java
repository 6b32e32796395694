package dev.parley.realtime.delivery;

import dev.parley.realtime.session.Session;
import org.jspecify.annotations.Nullable;

/// The sockets that have sent one message and wait for its acknowledgement: one as a rule, more
/// when a client has come back and sent it again before the first answer.
record Origin(Session session, @Nullable Origin next) {

  static boolean includes(@Nullable Origin origin, Session session) {
    for (Origin at = origin; at != null; at = at.next()) {
      if (at.session() == session) {
        return true;
      }
    }
    return false;
  }

  /// Those of both, each once.
  static @Nullable Origin with(@Nullable Origin one, @Nullable Origin other) {
    Origin all = one;
    for (Origin at = other; at != null; at = at.next()) {
      all = includes(all, at.session()) ? all : new Origin(at.session(), all);
    }
    return all;
  }

  /// @return null where nothing is left
  static @Nullable Origin without(@Nullable Origin origin, Session session) {
    if (origin == null) {
      return null;
    }
    return origin.session() == session
        ? origin.next()
        : new Origin(origin.session(), without(origin.next(), session));
  }
}
