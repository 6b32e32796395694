package dev.parley.realtime.connection;

import dev.parley.realtime.sending.SendLanes;
import dev.parley.realtime.socketio.SocketServer;
import org.springframework.context.SmartLifecycle;

/// Starts the sockets last and ends them first: what was sent is answered, then each socket gets
/// what is queued for it and a goodbye.
final class SocketServerLifecycle implements SmartLifecycle {

  private final SocketServer server;
  private final SendLanes lanes;
  private volatile boolean running;

  SocketServerLifecycle(SocketServer server, SendLanes lanes) {
    this.server = server;
    this.lanes = lanes;
  }

  @Override
  public void start() {
    server.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    lanes.stop();
    server.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// It does not start again: its sockets are gone.
  @Override
  public boolean isPauseable() {
    return false;
  }
}
