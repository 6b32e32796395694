package dev.parley.realtime.socketio.engine;

/// Where new sessions go.
@FunctionalInterface
public interface EngineHandler {

  /// Called on the session's event loop, before anything is received.
  EngineListener onOpen(EngineSession session);
}
