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

  /// The socket has to be closed next.
  static void revoked(Session session, String reason) {
    emit(session, "session_revoked", new Revoked(reason));
  }

  private static void emit(Session session, String event, Object payload) {
    byte[] json = Json.mapper().writeValueAsBytes(payload);
    session.connection().emit(EncodedEvent.of(event, json), Priority.NORMAL);
  }
}
