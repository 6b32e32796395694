package dev.parley.realtime.socketio.engine;

/// Why a session ended. [#text()] is what the Socket.IO clients call it, where they have a word for
/// it.
public enum CloseReason {
  CLIENT_CLOSE("transport close", 1000),
  TRANSPORT_ERROR("transport error", 1002),
  PING_TIMEOUT("ping timeout", 1001),
  PARSE_ERROR("parse error", 1002),
  TOO_LARGE("payload too large", 1009),
  CONNECT_TIMEOUT("connect timeout", 1008),
  SLOW_CLIENT("slow client", 1008),
  FORCED("forced close", 1000),
  SHUTDOWN("server shutting down", 1001);

  private final String text;
  private final int webSocketStatus;

  CloseReason(String text, int webSocketStatus) {
    this.text = text;
    this.webSocketStatus = webSocketStatus;
  }

  public String text() {
    return text;
  }

  /// RFC 6455, section 7.4.1.
  int webSocketStatus() {
    return webSocketStatus;
  }

  /// Whether what is queued still goes out before the close.
  boolean drains() {
    return clientMayReturn() || this == CONNECT_TIMEOUT;
  }

  /// Whether the client has done nothing wrong, and had better connect again, here or elsewhere.
  boolean clientMayReturn() {
    return this == FORCED || this == SHUTDOWN;
  }
}
