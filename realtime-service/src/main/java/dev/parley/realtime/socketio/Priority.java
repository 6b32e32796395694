package dev.parley.realtime.socketio;

/// What becomes of an event when its client is slow.
public enum Priority {
  /// Kept until all of the queue is used; then the client is closed.
  NORMAL,
  /// Dropped when half of the queue is used: typing, presence.
  SHEDDABLE
}
