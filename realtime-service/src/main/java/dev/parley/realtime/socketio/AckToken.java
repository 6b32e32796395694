package dev.parley.realtime.socketio;

import java.util.concurrent.atomic.AtomicBoolean;

/// A client's wish for an answer to one event. Answered once, through [SocketConnection#ack].
public final class AckToken {

  private final long id;
  private final AtomicBoolean answered = new AtomicBoolean();

  AckToken(long id) {
    this.id = id;
  }

  long id() {
    return id;
  }

  /// True for the first caller.
  boolean answer() {
    return answered.compareAndSet(false, true);
  }
}
