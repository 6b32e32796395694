package dev.parley.realtime.socketio.engine;

/// Something with deadlines. Its event loop looks at all of them in one pass per tick, so that a
/// deadline costs a field and no timer.
abstract class Swept {

  /// Its place in the loop's list, -1 when not in it. The loop's own.
  int sweepIndex = -1;

  /// @param now [System#nanoTime()]
  abstract void sweep(long now);
}
