package dev.parley.realtime.connection;

import dev.parley.common.json.Json;
import dev.parley.realtime.session.ServerEvent;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import java.time.Instant;

/// What a session is told of itself.
final class Notices {

  private record Connected(String userId, String sessionId, Instant serverTime) {}

  private record Revoked(String reason) {}

  private Notices() {}

  /// The first that a session is told: from here on it misses nothing.
  static EncodedEvent connected(Session session, Instant now) {
    return event(
        ServerEvent.CONNECTED,
        new Connected(session.userId().value(), session.connection().id(), now));
  }

  /// Tells why, and closes the socket: for good, its client is not to come back with this token.
  static void end(Session session, String reason) {
    session
        .connection()
        .emit(event(ServerEvent.SESSION_REVOKED, new Revoked(reason)), Priority.NORMAL);
    session.connection().disconnect();
    session.connection().close();
  }

  private static EncodedEvent event(ServerEvent told, Object payload) {
    return told.with(Json.mapper().writeValueAsBytes(payload));
  }
}
