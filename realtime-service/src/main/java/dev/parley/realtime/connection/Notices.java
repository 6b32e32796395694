package dev.parley.realtime.connection;

import dev.parley.common.json.Json;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import java.time.Instant;

/// What a session is told of itself.
final class Notices {

  private record Connected(String userId, String sessionId, Instant serverTime) {}

  private record Revoked(String reason) {}

  private Notices() {}

  static void connected(Session session, Instant now) {
    emit(
        session,
        "connected",
        new Connected(session.userId().value(), session.connection().id(), now));
  }

  /// Tells why, and closes the socket: for good, its client is not to come back with this token.
  static void end(Session session, String reason) {
    emit(session, "session_revoked", new Revoked(reason));
    session.connection().disconnect();
    session.connection().close();
  }

  private static void emit(Session session, String event, Object payload) {
    byte[] json = Json.mapper().writeValueAsBytes(payload);
    session.connection().emit(EncodedEvent.of(event, json), Priority.NORMAL);
  }
}
