package dev.parley.realtime.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// The holes and bugs that netty-socketio has under its own handlers, one test each: they fail
/// where ours are taken out. Here is what these tests share: a server for each, and raw clients.
abstract class FenceContract {

  static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";
  static final int MAX_PAYLOAD = 20_000;

  private @Nullable SocketServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  final SocketServer serve(SocketHandler handler) {
    return serve(handler, SocketServerProperties.of("127.0.0.1", 0, "node-1"));
  }

  final SocketServer serve(SocketHandler handler, SocketServerProperties properties) {
    SocketServer started =
        new SocketServer(
            properties.withLimits(MAX_PAYLOAD, properties.limits().queuedBytes(), 1000), handler);
    started.start();
    server = started;
    return started;
  }

  static RawWebSocket open(SocketServer server, String... headers) {
    RawWebSocket socket = RawWebSocket.open(server.port(), WEBSOCKET, headers);
    assertThat(socket.nextText()).startsWith("0{");
    return socket;
  }

  static RawWebSocket connected(SocketServer server) {
    RawWebSocket socket = open(server).text("40");
    assertThat(socket.nextText()).startsWith("40{");
    return socket;
  }
}
