package dev.parley.realtime.socketio.engine;

/// When a client has to be pinged, and when its pong is late. Times are [System#nanoTime()].
final class Heartbeat {

  private final EngineServer server;
  private long pingDue;
  private long pongDue;

  Heartbeat(EngineServer server) {
    this.server = server;
  }

  /// The client is alive.
  void beat(long now) {
    pongDue = 0;
    pingDue = now + server.pingIntervalNanos();
  }

  /// True once for each ping. The pong's time counts from when the ping was due, not from the tick
  /// that sends it, unless that tick is late.
  boolean pingIsDue(long now) {
    if (pongDue != 0 || now - pingDue < 0) {
      return false;
    }
    long from = now - pingDue > 2 * server.tickNanos() ? now : pingDue;
    pongDue = (from + server.pingTimeoutNanos()) | 1; // 0 is for none
    return true;
  }

  boolean pongIsLate(long now) {
    return pongDue != 0 && now - pongDue >= 0;
  }
}
