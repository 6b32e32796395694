package dev.parley.realtime.socketio.engine;

/// How a session's packets reach its client. Called on the session's event loop.
sealed interface Transport permits PollingTransport, WebSocketTransport {

  /// Hands a packet over; it may wait until [#flush].
  void write(OutPacket packet);

  void flush();

  /// Ends it. What was written and flushed still goes out if the reason
  /// [drains][CloseReason#drains()].
  void close(CloseReason reason);

  /// Bytes handed over and not yet taken by the network. From any thread.
  long pendingBytes();
}
